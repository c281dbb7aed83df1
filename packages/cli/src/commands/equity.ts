import type { WireEquity } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { amountText } from '../value/amount-text.ts'
import { unitOption } from '../value/unit-option.ts'

interface EquityOptions {
  readonly by?: string
  readonly from?: string
  readonly to?: string
  readonly every?: string
}

export function addEquity(program: Command): void {
  program
    .command('equity')
    .description('what customers bring, are expected to bring and could bring: in all, by segment, over time')
    .option('--by <segmentation>', 'by its classes (default: by segments)')
    .option('--from <instant>', 'with its history since (default: none)')
    .option('--to <instant>', 'at that instant (default: that of the last refresh)')
    .option('--every <unit>', 'history by day, week, month, quarter or year (default: as it was refreshed)')
    .action(withSession<EquityOptions>((session, _, options) => equity(session, options)))
}

async function equity(session: Session, { by, from, to, every }: EquityOptions): Promise<void> {
  session.progress.show({ label: 'adding up', done: 0, of: 1 })
  const found = await session.client.customerEquity({
    ...(by === undefined ? {} : { by }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(every === undefined ? {} : { every: unitOption(every) }),
  })
  await session.print(found, async () => renderEquity(found, await session.locale()))
}

function renderEquity(found: WireEquity, locale: Locale): string {
  const last = found.points.at(-1)
  const head = `Customer equity as of ${last === undefined ? '–' : formatInstant(last.as_of, locale)}`
  const parts = [`${head}\n\n${byGroup(found)}`]
  if (found.points.length > 1) parts.push(`${style.strong('Of everybody')}\n${history(found, locale)}`)
  return [...parts, ...notKnown(found)].join('\n\n')
}

const right = { align: 'right' as const }

function byGroup({ values, groups, points, currency }: WireEquity): string {
  const last = points.at(-1)
  const all = last?.everybody
  const row = (name: string, of: NonNullable<typeof all>) => [
    name,
    formatCount(of.customers),
    ...of.values.flatMap((value, at) => [equityText(value, currency), shareText(value, all?.values[at])]),
  ]
  return renderTable(
    [
      { title: '', least: 14 },
      { title: 'customers', ...right },
      ...values.flatMap(({ name }) => [
        { title: name, ...right, least: 10 },
        { title: '', ...right },
      ]),
    ],
    [
      ...(all === undefined ? [] : [row(style.strong('everybody'), all)]),
      ...groups.flatMap(({ name }, at) => {
        const of = last?.groups[at]
        return of === undefined ? [] : [row(name, of)]
      }),
    ],
  )
}

function history({ values, points, currency }: WireEquity, locale: Locale): string {
  return renderTable(
    [
      { title: 'as of' },
      { title: 'customers', ...right },
      ...values.map(({ name }) => ({ title: name, ...right, least: 10 })),
    ],
    points.map(({ as_of: at, everybody }) => [
      formatInstant(at, locale),
      formatCount(everybody.customers),
      ...everybody.values.map(value => equityText(value, currency)),
    ]),
  )
}

function equityText(value: number | null, currency: string): string {
  return value === null ? 'not known' : amountText(value, currency)
}

function shareText(value: number | null, all: number | null | undefined): string {
  return value === null ? '' : formatShare(all ? value / all : null)
}

/** Why an amount is not there, once for all of its kind. */
function notKnown({ values, points }: WireEquity): string[] {
  const names = values.filter((_, at) => points.at(-1)?.everybody.values[at] === null).map(({ name }) => name)
  if (names.length === 0) return []
  return [`Nobody has a value for ${names.join(' or ')}: where it reads a model, train it (kindred models).`]
}
