import { openWorkspace } from '../workspace/open-workspace.ts'

/*
 * A process to be killed by a test: opens the workspace and refreshes it for one day after another, from the one that
 * follows the last published; says each step it begins, and each day once it is told that it is done.
 */
const [folder = '', first = ''] = process.argv.slice(2)
const { client } = await openWorkspace(folder)
const { refreshes } = await client.refreshes()
const [latest] = refreshes
for (let at = latest === undefined ? Date.parse(first) : dayAfter(latest.as_of); ; at = dayAfter(at)) {
  const asOf = new Date(at).toISOString()
  await client.refresh({ as_of: asOf }, { progress: ({ step }) => say(step) })
  say(`done ${asOf}`)
}

function dayAfter(instant: string | number): number {
  return new Date(instant).getTime() + 86_400_000
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
