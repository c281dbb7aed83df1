import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatChange, formatCount, formatInstant, type Locale } from '../terminal/format.ts'
import { renderProblems } from '../terminal/problems.ts'
import { style, withEmphasis } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { readDefinitionFiles } from '../workspace/definition-files.ts'
import { renderChanges } from './definition-changes.ts'
import { refuse } from './refuse-problems.ts'

type Plan = Awaited<ReturnType<Session['client']['plan']>>
type Effect = Plan['effects'][number]

export function addPlan(program: Command): void {
  program
    .command('plan [files...]')
    .description('what an apply would change, and whom; changes nothing')
    .action(
      withSession(async (session, named) => {
        const { files, complete } = readDefinitionFiles(session.folder, named)
        const plan = await session.client.plan(
          { files: [...files], complete },
          {
            progress: ({ step, done, of }) =>
              session.progress.show({ label: step.replace('_', '-'), done, of }),
          },
        )
        const errors = plan.problems.filter(problem => problem.severity === 'error')
        const ready = errors.length === 0 ? `To do it: ${['kindred apply', ...named].join(' ')}` : undefined
        await session.print(plan, async () => renderPlan(plan, ready, await session.locale()))
        if (errors.length > 0) refuse(session, errors.length)
      }),
    )
}

/** @param ready - what comes next; absent where an apply would be refused. */
function renderPlan(plan: Plan, ready: string | undefined, locale: Locale): string {
  const problems = plan.problems.length === 0 ? [] : [renderProblems(plan.problems)]
  if (plan.changes.length + plan.settings.length === 0)
    return [...problems, ...(ready === undefined ? [] : ['Nothing would change.'])].join('\n')
  // What cannot be applied is not counted, which is not the same as nobody.
  const effects =
    ready === undefined
      ? 'Who would move is counted once the problems are mended.'
      : `${renderEffects(plan, locale)}\n\n${style.quiet(`Nothing was changed. ${ready}`)}`
  return [...problems, renderChanges(plan), effects].join('\n\n')
}

/** Who would move through a change. */
export function renderEffects({ effects, as_of }: Pick<Plan, 'effects' | 'as_of'>, locale: Locale): string {
  const moving = effects.filter(effect => effect.entering > 0 || effect.leaving > 0)
  const title = style.strong(`Who would move, as of ${formatInstant(as_of, locale)}`)
  if (moving.length === 0) return `${title}\nNobody.${emptyOf(effects)}`
  const table = renderTable(
    [
      { title: 'segment', least: 10 },
      { title: 'now', align: 'right' },
      { title: 'then', align: 'right' },
      { title: 'enter', align: 'right' },
      { title: 'leave', align: 'right' },
    ],
    moving.map(effect => [
      nameOf(effect),
      formatCount(effect.before),
      formatCount(effect.after),
      formatChange(effect.entering),
      formatChange(-effect.leaving),
    ]),
  )
  return [`${title}\n${table}${emptyOf(effects)}`, ...moving.flatMap(renderExamples)].join('\n\n')
}

/** Whoever defines a segment that nobody is in should hear of it before it is applied. */
function emptyOf(effects: readonly Effect[]): string {
  const empty = effects.filter(({ before, after }) => before === 0 && after === 0).map(nameOf)
  return empty.length === 0 ? '' : `\nNobody is in ${empty.join(', ')}, neither now nor then.`
}

function renderExamples(effect: Effect): string[] {
  const lines = [
    ...effect.entering_examples.map(
      each => `  ${style.good('+')} ${each.customer}: ${withEmphasis(each.why)}`,
    ),
    ...effect.leaving_examples.map(each => `  ${style.bad('−')} ${each.customer}: ${withEmphasis(each.why)}`),
  ]
  return lines.length === 0 ? [] : [`${style.name(nameOf(effect))}, for instance\n${lines.join('\n')}`]
}

function nameOf(effect: Effect): string {
  return effect.class === undefined ? effect.id : `${effect.id} = ${effect.class}`
}
