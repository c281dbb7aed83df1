import type { WireAuditEntry } from '@kindred/api'
import type { Command } from 'commander'
import { withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeOption } from './number-option.ts'

interface AuditOptions {
  readonly who?: string
  readonly what?: string
  readonly target?: string
  readonly from?: string
  readonly to?: string
  readonly limit: string
  readonly check?: boolean
}

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('who did what, and who looked at whom, newest first')
    .option('--who <name>', 'e-mail of a user, or name of a key')
    .option('--what <route>', 'name of a route, such as apply or customer')
    .option('--target <kind:name>', 'such as customer:C000042 or definition:vip')
    .option('--from <instant>', 'since then')
    .option('--to <instant>', 'until then')
    .option('--limit <count>', 'how many', '50')
    .option('--check', 'whether every entry is as it was written')
    .action(
      withSession<AuditOptions>(async (session, _, { limit, check, ...asked }) => {
        if (check === true) return checkLog(session)
        const { who, what, target, from, to } = asked
        const found = await session.client.audit({
          limit: wholeOption('--limit', limit),
          ...(who === undefined ? {} : { who }),
          ...(what === undefined ? {} : { what }),
          ...(target === undefined ? {} : { target }),
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        })
        await session.print(found, async () => renderEntries(found, await session.locale()))
      }),
    )
}

async function checkLog(session: Parameters<Parameters<typeof withSession>[0]>[0]): Promise<void> {
  const checked = await session.client.auditCheck()
  await session.print(checked, () =>
    checked.sound
      ? [
          `${style.good('✓')} ${plural(checked.entries, 'entry', 'entries')}, each as it was written.`,
          style.quiet(
            checked.newest === null
              ? '  Nothing has been written yet.'
              : `  Noted elsewhere, this shows later that nothing was taken off the end: ${checked.newest.number} ${checked.newest.hash}`,
          ),
        ].join('\n')
      : `${style.bad('✗')} Entry ${checked.broken_at} was changed, or what stood before it is gone.`,
  )
  if (!checked.sound) process.exitCode = 1
}

function renderEntries(
  { entries, next }: { readonly entries: readonly WireAuditEntry[]; readonly next: number | null },
  locale: Locale,
): string {
  if (entries.length === 0) return 'Nothing of that kind has been done.'
  const table = renderTable(
    [
      { title: 'number', align: 'right' },
      { title: 'at', least: 10 },
      { title: 'who', least: 8 },
      { title: 'what' },
      { title: 'of', least: 12 },
      { title: 'times', align: 'right' },
      { title: 'outcome', least: 8 },
    ],
    entries.map(entry => [
      String(entry.number),
      formatInstant(entry.at, locale),
      entry.actor.name === '' ? entry.actor.kind : entry.actor.name,
      entry.action,
      entry.targets.join(', '),
      formatCount(entry.count),
      entry.outcome === 'done' ? style.good('done') : style.bad(`${entry.outcome}: ${entry.code ?? ''}`),
    ]),
  )
  return next === null ? table : `${table}\n\n${style.quiet('There are older ones: --limit, --to.')}`
}
