import type { Command } from 'commander'
import { withSession } from '../session.ts'
import { plural } from '../terminal/format.ts'
import { renderProblems } from '../terminal/problems.ts'
import { style } from '../terminal/style.ts'
import { readDefinitionFiles } from '../workspace/definition-files.ts'
import { type Differing, renderChanges } from './definition-changes.ts'
import { refuse } from './refuse-problems.ts'

export function addApply(program: Command): void {
  program
    .command('apply [files...]')
    .description('check definitions and store them as the next version, whole or not at all')
    .option('--author <name>', 'who changes them (default: the user of this machine)')
    .option('--note <text>', 'why')
    .action(
      withSession<{ author?: string; note?: string }>(async (session, files, { author, note }) => {
        const applied = await session.client.apply({
          ...filesOf(session.folder, files),
          author: author ?? process.env.USER ?? 'unknown',
          ...(note === undefined ? {} : { note }),
        })
        const errors = applied.problems.filter(problem => problem.severity === 'error')
        await session.print(applied, () => renderApplied(applied, errors.length))
        if (errors.length > 0) refuse(session, errors.length)
      }),
    )
}

function filesOf(folder: string, named: readonly string[]) {
  const { files, complete } = readDefinitionFiles(folder, named)
  return { files: [...files], complete }
}

interface Applied extends Differing {
  readonly version: number
  readonly stored: boolean
  readonly problems: Parameters<typeof renderProblems>[0]
}

function renderApplied(applied: Applied, errors: number): string {
  const problems = applied.problems.length === 0 ? [] : [renderProblems(applied.problems)]
  if (errors > 0) return problems.join('\n')
  if (!applied.stored) return [...problems, `Nothing differs from version ${applied.version}.`].join('\n')
  return [
    ...problems,
    renderChanges(applied),
    `${style.good('✓')} Stored as version ${applied.version}, ${plural(applied.changes.length, 'change')}. Next: kindred refresh`,
  ].join('\n')
}
