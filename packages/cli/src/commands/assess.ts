import type { Command } from 'commander'
import { renderCriteria } from '../discovery/render-group.ts'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, formatValue, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'

type Assessed = Awaited<ReturnType<Session['client']['assess']>>

/** What sets members apart best; the rest is in the JSON. */
const TELLING = 6

export function addAssess(program: Command): void {
  program
    .command('assess <segment>')
    .description('whether a segment or class can be worked with: the five criteria, with figures')
    .option('--class <class>', 'of a segmentation')
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .action(
      withSession<{ class?: string; asOf?: string }>(async (session, [definition = ''], options) => {
        const assessed = await session.client.assess(
          {
            definition,
            ...(options.class === undefined ? {} : { class: options.class }),
            ...(options.asOf === undefined ? {} : { as_of: options.asOf }),
          },
          { progress: ({ step, done, of }) => session.progress.show({ label: step, done, of }) },
        )
        await session.print(assessed, async () => renderAssessed(assessed, await session.locale()))
      }),
    )
}

function renderAssessed(assessed: Assessed, locale: Locale): string {
  const { definition, class: name, customers, base, value, profile } = assessed
  const title = `${style.name(name === undefined ? definition : `${definition} = ${name}`)} ${style.quiet(`as of ${formatInstant(assessed.as_of, locale)}`)}`
  const worth = value === undefined ? '' : `, ${formatValue(value, locale)}`
  const size = `${formatCount(customers)} customers (${formatShare(base === 0 ? null : customers / base)})${worth}`
  if (customers === 0) return `${title}\nNobody is in it. Why: kindred explain CUSTOMER ${definition}`
  const telling = profile.slice(0, TELLING).map(({ says }) => `  ${style.quiet('·')} ${says}`)
  return [
    `${title}\n${size}`,
    renderCriteria(assessed.criteria),
    [style.strong('What sets them apart'), ...telling].join('\n'),
  ].join('\n\n')
}
