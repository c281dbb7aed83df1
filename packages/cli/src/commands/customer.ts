import type { NamedValue } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatInstant, formatValue, type Locale, plural } from '../terminal/format.ts'
import { style, withEmphasis } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

type Customer = Awaited<ReturnType<Session['client']['customer']>>

export function addCustomer(program: Command): void {
  program
    .command('customer <id>')
    .description('one customer: attributes, features, segments with since when and why, last events')
    .option('--as-of <instant>', 'as of that instant')
    .action(
      withSession<{ asOf?: string }>(async (session, [id = ''], { asOf }) => {
        const customer = await session.client.customer({ id, ...(asOf === undefined ? {} : { as_of: asOf }) })
        await session.print(customer, async () => renderCustomer(customer, await session.locale()))
      }),
    )
}

export function renderCustomer(customer: Customer, locale: Locale): string {
  const since =
    customer.known_since === null ? '' : `, known since ${formatInstant(customer.known_since, locale)}`
  return [
    `${style.strong(customer.id)}${since}, as of ${formatInstant(customer.as_of, locale)}`,
    section('Attributes', values(customer.attributes, locale)),
    section('Features', values(customer.features, locale)),
    section(
      'Classes',
      customer.segmentations.map(each => belonging(each, `${each.id} = ${each.class}`, locale)),
    ),
    section(
      'Segments',
      customer.segments.map(each => belonging(each, each.id, locale)),
    ),
    section(`Last of ${plural(customer.event_count, 'event')}`, lastEvents(customer, locale)),
    ...customer.failures.map(each => `${style.bad(each.id)}: ${each.says}`),
  ].join('\n\n')
}

function section(title: string, lines: readonly string[]): string {
  return [style.strong(title), ...(lines.length === 0 ? [style.quiet('  none')] : lines)].join('\n')
}

function values(named: readonly NamedValue[], locale: Locale): string[] {
  if (named.length === 0) return []
  const rows = named.map(each => [`  ${style.quiet(each.label ?? each.name)}`, formatValue(each, locale)])
  return renderTable([{ title: '' }, { title: '', least: 20 }], rows)
    .split('\n')
    .slice(1)
}

function belonging(each: Customer['segments'][number], title: string, locale: Locale): string {
  const cause = each.cause === null ? '' : ` by ${each.cause === 'clock' ? 'the clock' : each.cause}`
  const since = each.since === null ? '' : style.quiet(` since ${formatInstant(each.since, locale)}${cause}`)
  return `  ${style.name(title)}${since}\n    ${withEmphasis(each.in_words)}`
}

function lastEvents(customer: Customer, locale: Locale): string[] {
  return customer.last_events.map(event => {
    const properties = event.properties
      .filter(each => each.value !== null)
      .map(each => `${style.quiet(each.name)} ${formatValue(each, locale)}`)
    return `  ${formatInstant(event.at, locale)}  ${event.event}  ${properties.join('  ')}`.trimEnd()
  })
}
