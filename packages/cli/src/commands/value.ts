import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { WireValueComparison } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { amountText } from '../value/amount-text.ts'

interface ValueOptions {
  readonly asOf?: string
  readonly report?: string
}

/** What sets the best apart best; the rest is in the JSON. */
const TELLING = 3

export function addValue(program: Command): void {
  program
    .command('value [values...]')
    .description('who the best customers are: the ways to value them side by side (default: all of `values`)')
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(withSession<ValueOptions>((session, ids, options) => value(session, ids, options)))
}

async function value(
  session: Session,
  ids: readonly string[],
  { asOf, report }: ValueOptions,
): Promise<void> {
  const asked = {
    ...(ids.length === 0 ? {} : { values: [...ids] }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
  }
  session.progress.show({ label: 'reading customers', done: 0, of: 1 })
  const compared = await session.client.compareValues(asked)
  let written = ''
  if (report !== undefined) {
    const { content } = await session.client.valuesReport(asked)
    await writeFile(resolve(report), content)
    written = `\n\n${style.good('✓')} The report is in ${resolve(report)}`
  }
  await session.print(compared, async () => `${renderValues(compared, await session.locale())}${written}`)
}

function renderValues(compared: WireValueComparison, locale: Locale): string {
  const head = `${plural(compared.customers, 'customer')} as of ${formatInstant(compared.as_of, locale)}`
  return [
    head,
    concentrations(compared),
    ...(compared.pairs.length === 0 ? [] : [`${style.strong('How far they agree')}\n${agreement(compared)}`]),
    `${style.strong('What each class holds')}\n${classes(compared)}`,
    `${style.strong('Who the best 20 % are')}\n${best(compared)}`,
    style.quiet(
      'Each is a feature of its name, and a segmentation NAME_class: kindred members --help, kindred migration NAME_class --from … --to …',
    ),
  ].join('\n\n')
}

function concentrations({ values, currency }: WireValueComparison): string {
  const rows = values.map(each => [
    style.name(each.id),
    each.name,
    formatCount(each.customers),
    amountText(each.total, each.is_money ? currency : undefined),
    amountText(each.mean, each.is_money ? currency : undefined),
    formatShare(each.share_of_best_fifth),
    formatShare(each.customers_for_eighty),
    each.gini === null ? '–' : each.gini.toFixed(2),
  ])
  const right = { align: 'right' as const }
  return renderTable(
    [
      { title: 'value' },
      { title: '', least: 12 },
      { title: 'customers', ...right },
      { title: 'total', ...right },
      { title: 'mean', ...right },
      { title: 'best 20 %', ...right },
      { title: 'for 80 %', ...right },
      { title: 'Gini', ...right },
    ],
    rows,
  )
}

function agreement({ pairs }: WireValueComparison): string {
  const right = { align: 'right' as const }
  return renderTable(
    [
      { title: 'ways', least: 20 },
      { title: 'rank correlation', ...right },
      { title: 'same best 20 %', ...right },
      { title: 'customers', ...right },
    ],
    pairs.map(({ a, b, rank_correlation: rank, shared_best: shared, customers }) => [
      `${a} – ${b}`,
      rank.toFixed(2),
      formatShare(shared),
      formatCount(customers),
    ]),
  )
}

function classes({ values, currency }: WireValueComparison): string {
  const right = { align: 'right' as const }
  return renderTable(
    [
      { title: 'class', least: 12 },
      { title: 'customers', ...right },
      { title: 'value', ...right },
      { title: 'of the value', ...right },
    ],
    values.flatMap(({ id, customers, is_money, classes: of }) =>
      (customers === 0 ? [] : of).map(each => [
        `${id}_class = ${each.class}`,
        formatCount(each.customers),
        amountText(each.value, is_money ? currency : undefined),
        formatShare(each.share_of_value),
      ]),
    ),
  )
}

function best({ values }: WireValueComparison): string {
  return values
    .map(({ id, customers, best: of }) => {
      const says = of.slice(0, TELLING).map(each => `  ${style.quiet('·')} ${each.says}`)
      const empty = '  Nobody has this value: where it reads a model, train it (kindred models).'
      return [style.name(id), ...(customers === 0 ? [empty] : says)].join('\n')
    })
    .join('\n')
}
