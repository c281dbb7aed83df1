import type { WireParity } from '@kindred/api'
import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style, withEmphasis } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'

export function addParity(program: Command): void {
  program
    .command('parity')
    .description('compare live and batch membership of every customer at one instant')
    .action(
      withSession(async session => {
        const parity = await compareLive(session)
        await session.print(parity, async () => renderParity(parity, await session.locale()))
        if (parity.differences > 0) process.exitCode = 1
      }),
    )
}

/** Through the server that runs; else the live half is started here for as long as it takes. */
export async function compareLive(session: Session): Promise<WireParity> {
  const show = (label: string) => (done: number, of: number) =>
    session.progress.show({ label, done, of, counted: done, unit: 'customers' })
  await session.startLive?.(show('filling'))
  const compared = show('comparing')
  return session.client.parity({}, { progress: ({ done, of }) => compared(done, of) })
}

export function renderParity(parity: WireParity, locale: Locale): string {
  const of = `${plural(parity.compared, 'membership')} of ${plural(parity.customers, 'customer')}, as of ${formatInstant(parity.as_of, locale)}`
  if (parity.differences === 0) return `${style.good('✓')} Live and batch agree: ${of}.`
  const shown = parity.examples.length
  return [
    `${style.bad('✗')} ${plural(parity.differences, 'difference')} in ${of}.`,
    renderTable(
      [
        { title: 'customer', least: 8 },
        { title: 'definition', least: 8 },
        { title: 'live' },
        { title: 'batch' },
      ],
      parity.examples.map(each => [each.customer, style.name(each.definition), each.live, each.batch]),
    ),
    ...parity.examples.map(
      each =>
        `${style.strong(each.customer)} ${style.name(each.definition)}\n  live: ${withEmphasis(each.live_why)}\n  batch: ${withEmphasis(each.batch_why)}`,
    ),
    ...(shown < parity.differences ? [style.quiet(`The first ${formatCount(shown)} are shown.`)] : []),
    style.quiet('A difference is a defect: please report it with the definition and the lines above.'),
  ].join('\n\n')
}
