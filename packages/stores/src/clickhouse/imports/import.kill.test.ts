import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openWarehouse } from '../open-warehouse.ts'
import { testFolder } from '../testing/test-server.ts'

const rows = 30_000
const customers = 700
const rounds = 6

test('killed while it reads or publishes, an import is there whole or not at all, and nothing counts twice', async () => {
  const folder = testFolder()
  const files = await Promise.all(Array.from({ length: rounds }, (_, number) => writeVisits(folder, number)))
  const steps: string[] = []
  for (const [round, file] of files.entries()) {
    // In turn: while it reads, as soon as it publishes, and a little later.
    const [step, wait] =
      round % 3 === 0 ? (['stage', 20 * round] as const) : (['publish', 12 * round] as const)
    steps.push(...(await importUntilKilled(folder, file, step, wait)))
  }
  // Whatever was left is ended, and what was rolled back is imported again, as is what was not.
  const ended = await importUntilKilled(folder, ...files)
  steps.push(...ended)
  expect(ended.filter(line => line.startsWith('done'))).toHaveLength(rounds)
  // The test is about both ways to end: it would not see one that never came.
  expect(steps.filter(line => /^ended .* failed$/.test(line)).length).toBeGreaterThan(0)
  expect(steps.filter(line => /^ended .* done$/.test(line)).length).toBeGreaterThan(0)

  await using warehouse = await opened(folder)
  const counts = await warehouse.counts()
  expect(counts).toMatchObject({ customers: customers * rounds, events: rows * rounds })
  const someone = await warehouse.customer('f3_c7', Date.UTC(2030, 0, 1))
  expect(someone?.events.length).toBe(Math.ceil((rows - 7) / customers))
  expect([...(someone?.attributes ?? [])]).toEqual([['file', '3']])
}, 240_000)

/** Visits of customers of its own; a tenth of the rows stand in it twice. */
async function writeVisits(folder: string, number: number): Promise<string> {
  const path = join(folder, `visits-${number}.csv`)
  const lines = Array.from({ length: rows }, (_, at) => {
    const minute = at % 10 === 9 ? at - customers : at
    return `f${number}_c${at % customers},2026-01-01 ${clock(minute)},${number}`
  })
  await writeFile(path, `who,when,file\n${lines.join('\n')}\n`)
  return path
}

function clock(at: number): string {
  const second = ((at % 86_400) + 86_400) % 86_400
  return new Date(second * 1000).toISOString().slice(11, 19)
}

/** Lets a process import files; kills it and its server some time after it has reached a step of the first. */
async function importUntilKilled(folder: string, ...rest: (string | number)[]): Promise<string[]> {
  const wait = typeof rest.at(-1) === 'number' ? Number(rest.at(-1)) : undefined
  const paths = rest.slice(0, wait === undefined ? undefined : -2).map(String)
  const step = wait === undefined ? undefined : String(rest.at(-2))
  const script = fileURLToPath(new URL('./testing/import-worker.ts', import.meta.url))
  const worker = spawn(process.execPath, [script, folder, ...paths], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  let killing = false
  for await (const line of createInterface({ input: worker.stdout })) {
    lines.push(line)
    if (killing || step === undefined || !line.startsWith(`${step} `)) continue
    killing = true
    // Its server dies with it.
    setTimeout(() => worker.kill('SIGKILL'), wait)
  }
  return lines
}

async function opened(folder: string) {
  const warehouse = await openWarehouse(
    { kind: 'embedded', memory: 1024 ** 3 },
    { folder: join(folder, 'warehouse') },
  )
  await warehouse.migrate()
  return Object.assign(warehouse, { [Symbol.asyncDispose]: () => warehouse.close() })
}
