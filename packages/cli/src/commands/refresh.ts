import type { Command } from 'commander'
import { type Session, withSession } from '../session.ts'
import { formatCount, formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'

type Refreshed = Awaited<ReturnType<Session['client']['refresh']>>

export function addRefresh(program: Command): void {
  program
    .command('refresh')
    .description('evaluate every definition at one instant and publish the result')
    .option('--as-of <instant>', 'the instant, on the workspace’s clock: 2011-12-10T00:00:00 (default: now)')
    .action(
      withSession<{ asOf?: string }>(async (session, _, { asOf }) => {
        const refreshed = await refresh(session, asOf)
        await session.print(refreshed, async () => renderRefreshed(refreshed, await session.locale()))
        if (refreshed.failures.length > 0) process.exitCode = 1
      }),
    )
}

export function refresh(session: Session, asOf: string | undefined): Promise<Refreshed> {
  return session.client.refresh(asOf === undefined ? {} : { as_of: asOf }, {
    progress: ({ step, done, of }) => session.progress.show({ label: step.replace('_', '-'), done, of }),
  })
}

function renderRefreshed(refreshed: Refreshed, locale: Locale): string {
  const { refresh: done, moves } = refreshed
  const lines = [
    `${style.good('✓')} ${plural(refreshed.segments, 'segment')} and ${plural(refreshed.segmentations, 'segmentation')} over ${plural(done.customers, 'customer')}, as of ${formatInstant(done.as_of, locale)}`,
    `  moves by data ${formatCount(moves.data)}, by the clock ${formatCount(moves.clock)}, by definition ${formatCount(moves.definition)}`,
    refreshed.current
      ? ''
      : style.quiet(
          '  An earlier instant than the present one: kept beside it, the present stands as it was.',
        ),
    ...refreshed.failures.map(
      failure =>
        `${style.bad('✗')} ${failure.definition.kind} ${style.name(failure.definition.id)}: ${failure.says} ${failure.remedy}`,
    ),
    style.quiet('  Next: kindred segments'),
  ]
  return lines.filter(line => line !== '').join('\n')
}
