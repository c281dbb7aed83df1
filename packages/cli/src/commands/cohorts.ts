import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { WireCohorts } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, formatShare, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { unitOption } from '../value/unit-option.ts'

interface CohortsOptions {
  readonly event?: string
  readonly every?: string
  readonly from?: string
  readonly asOf?: string
  readonly model?: string
  readonly report?: string
}

/** What fits beside one another; the page and the JSON have all. */
const MOST_AGES = 13

export function addCohorts(program: Command): void {
  program
    .command('cohorts')
    .description(
      'customers by the month of their first purchase: who stays, what they bring, what was expected',
    )
    .option('--event <name>', 'another event (default: purchase)')
    .option('--every <unit>', 'by day, week, month, quarter or year (default: month)')
    .option('--from <instant>', 'who began since (default: since the first event)')
    .option('--as-of <instant>', 'at that instant (default: that of the last refresh)')
    .option('--model <name>', 'a lifetime model: what it expected beside what came')
    .option('--report <file>', 'also write a page that opens from disk')
    .action(withSession<CohortsOptions>((session, _, options) => cohorts(session, options)))
}

async function cohorts(session: Session, options: CohortsOptions): Promise<void> {
  const asked = askedOf(options)
  session.progress.show({ label: 'following cohorts', done: 0, of: 1 })
  const found = await session.client.cohorts(asked)
  let written = ''
  if (options.report !== undefined) {
    const { content } = await session.client.cohortsReport(asked)
    await writeFile(resolve(options.report), content)
    written = `\n\n${style.good('✓')} The report is in ${resolve(options.report)}`
  }
  await session.print(found, async () => `${renderCohorts(found, await session.locale())}${written}`)
}

function askedOf({ event, every, from, asOf, model }: CohortsOptions) {
  return {
    ...(event === undefined ? {} : { event }),
    ...(every === undefined ? {} : { every: unitOption(every) }),
    ...(from === undefined ? {} : { from }),
    ...(asOf === undefined ? {} : { as_of: asOf }),
    ...(model === undefined ? {} : { model }),
  }
}

const right = { align: 'right' as const }

function renderCohorts(found: WireCohorts, locale: Locale): string {
  const { event, every } = found
  const head = `By the ${every} of the first ${style.name(event)}, as of ${formatInstant(found.as_of, locale)}; the last ${every} is not over.`
  if (found.cohorts.length === 0)
    return `${head}\nNobody began in this time. Earlier ones: --from; another event: --event.`
  const parts = [
    head,
    `${style.strong(`Share of a cohort with a ${event}, ${every}s after the first`)}\n${retention(found)}`,
  ]
  if (found.cohorts.some(({ ages }) => ages.some(({ value }) => value !== undefined)))
    parts.push(`${style.strong('Brought so far, of one customer of the cohort')}\n${brought(found)}`)
  if (found.tracking !== undefined) parts.push(tracking(found, locale))
  return parts.join('\n\n')
}

function ageTable(
  { cohorts: of, periods }: WireCohorts,
  cell: (cohort: Cohort, age: number) => string,
): string {
  const ages = Math.min(MOST_AGES, periods.length)
  return renderTable(
    [
      { title: 'cohort' },
      { title: 'customers', ...right },
      ...Array.from({ length: ages }, (_, age) => ({ title: String(age), ...right })),
    ],
    of.map(cohort => [
      periods[cohort.period] ?? '',
      formatCount(cohort.customers),
      ...Array.from({ length: ages }, (_, age) => (age < cohort.ages.length ? cell(cohort, age) : '')),
    ]),
  )
}

type Cohort = WireCohorts['cohorts'][number]

function retention(found: WireCohorts): string {
  return ageTable(
    found,
    ({ ages, customers }, age) => `${Math.round((100 * (ages[age]?.active ?? 0)) / customers)} %`,
  )
}

function brought(found: WireCohorts): string {
  return ageTable(found, ({ ages, customers }, age) => {
    const sum = ages.slice(0, age + 1).reduce((all, { value = 0 }) => all + value, 0)
    return formatCount(Math.round(sum / customers))
  })
}

function tracking({ tracking: of, event, periods }: WireCohorts, locale: Locale): string {
  if (of === undefined) return ''
  const { actual, expected } = of
  const rows = periods.map((day, at) => [
    day,
    formatCount(actual[at] ?? 0),
    formatCount(Math.round(expected[at] ?? 0)),
    formatShare((expected[at] ?? 0) / Math.max(1, actual[at] ?? 0)),
  ])
  const table = renderTable(
    [
      { title: 'to the end of' },
      { title: 'counted', ...right },
      { title: 'expected', ...right },
      { title: '', ...right },
    ],
    rows,
  )
  return `${style.strong(`Days with a repeat ${event} so far, and what ${of.model} (version ${of.version}) expected`)}\n${style.quiet(`fitted to what was known at ${formatInstant(of.fitted_to, locale)}; what comes later was foretold`)}\n${table}`
}
