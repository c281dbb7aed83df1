import type { WireListedModel } from '@kindred/api'
import type { Command } from 'commander'
import { leadingText } from '../models/figure-words.ts'
import { withSession } from '../session.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

export function addModels(program: Command): void {
  program
    .command('models')
    .description('the models that are defined, which version of each counts, and how good it is')
    .action(
      withSession(async session => {
        const found = await session.client.models()
        await session.print(found, () => renderModels(found.models))
      }),
    )
}

function renderModels(models: readonly WireListedModel[]): string {
  if (models.length === 0)
    return 'There is no model yet. Define one in the section `models`, then: kindred apply'
  const table = renderTable(
    [
      { title: 'model', least: 12 },
      { title: 'champion', align: 'right' },
      { title: 'newest', align: 'right' },
      { title: 'method' },
      { title: 'on the later period', least: 24 },
      { title: 'foretells', least: 20 },
    ],
    models.map(({ id, champion, newest, target, lifetime, problem }) => [
      style.name(id),
      champion === undefined ? style.quiet('none') : String(champion),
      newest === undefined ? style.quiet('none') : String(newest.version),
      newest?.method ?? '',
      newest === undefined ? style.quiet('not trained') : leadingText(newest.figures, newest.baseline),
      problem === undefined ? (target ?? lifetime ?? '') : style.bad(problem),
    ]),
  )
  const untrained = models.find(({ newest, problem }) => newest === undefined && problem === undefined)
  return untrained === undefined ? table : `${table}\n\n${style.quiet('Next:')} kindred train ${untrained.id}`
}
