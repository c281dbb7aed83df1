import type { WireProspects } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { amountText } from '../value/amount-text.ts'
import { wholeOption } from './number-option.ts'

interface ProspectsOptions {
  readonly by?: string
  readonly asOf?: string
  readonly limit?: string
}

export function addProspects(program: Command): void {
  program
    .command('prospects [value]')
    .description('who has not bought yet: what each would bring, and the most it is worth to win them')
    .option(
      '--by <column>',
      'budget by an attribute, feature or segmentation (default: classes of the value)',
    )
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .option('--limit <number>', 'at most so many of the best (default: 20)')
    .action(withSession<ProspectsOptions>((session, [id], options) => prospects(session, id, options)))
}

async function prospects(
  session: Session,
  value: string | undefined,
  { by, asOf, limit = '20' }: ProspectsOptions,
): Promise<void> {
  session.progress.show({ label: 'reading customers', done: 0, of: 1 })
  const found = await session.client.prospects({
    limit: wholeOption('--limit', limit),
    ...(value === undefined ? {} : { value }),
    ...(by === undefined ? {} : { by }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
  })
  await session.print(found, async () => renderProspects(found, await session.locale()))
}

const right = { align: 'right' as const }

function renderProspects(found: WireProspects, locale: Locale): string {
  const { name, prospects: count, revenue, profit, budget, currency } = found
  const head = `${style.strong(name)} ${style.quiet(`as of ${formatInstant(found.as_of, locale)}`)}\n${plural(count, 'prospect')}: ${amountText(revenue, currency)} of revenue and ${amountText(profit, currency)} of profit expected; winning them is worth at most ${amountText(budget, currency)}.`
  if (count === 0)
    return `${head}\nNobody has this value: where it reads a model, train it (kindred models), or everybody has bought.`
  return [
    [head, ...held(found)].join('\n'),
    `${style.strong(`Budget by ${found.by}`)}\n${groups(found)}`,
    `${style.strong('The best')}\n${best(found)}`,
  ].join('\n\n')
}

/** What is to be held against a sum: how sure it is, and what came of what was foretold when the model was judged. */
function held({ judged, budget, currency }: WireProspects): string[] {
  if (judged === undefined) return []
  const text = (amount: number) => amountText(amount, currency)
  const [low, high] = judged.revenue
  const range = `Revenue within ${text(low)} and ${text(high)} (95 %), if what comes of prospects stays as it was in the period that ${judged.model} was judged by.`
  if (judged.level === 1) return [range]
  return [
    range,
    `Of each of that period it had foretold ${text(judged.foretold)}, and ${text(judged.came)} came: all is taken to that level. If it is again as in the time the model learned from, winning them is worth ${text(budget / judged.level)}.`,
  ]
}

function groups({ groups: of, currency }: WireProspects): string {
  return renderTable(
    [
      { title: 'group', least: 10 },
      { title: 'prospects', ...right },
      { title: 'revenue', ...right },
      { title: 'profit', ...right },
      { title: 'budget', ...right },
      { title: 'most for one', ...right },
    ],
    of.map(each => [
      each.group,
      formatCount(each.prospects),
      ...[each.revenue, each.profit, each.budget, each.most].map(amount => amountText(amount, currency)),
    ]),
  )
}

function best({ best: of, currency }: WireProspects): string {
  return renderTable(
    [
      { title: 'customer' },
      { title: 'group', least: 8 },
      { title: 'revenue', ...right },
      { title: 'profit', ...right },
      { title: 'pay at most', ...right },
    ],
    of.map(each => [
      each.customer,
      each.group,
      ...[each.revenue, each.profit, each.most].map(amount => amountText(amount, currency)),
    ]),
  )
}
