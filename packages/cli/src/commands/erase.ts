import type { WireErasure } from '@kindred/api'
import type { Command } from 'commander'
import { renderHeld } from '../privacy/render-held.ts'
import { type Session, withSession } from '../session.ts'
import { formatInstant, type Locale, plural } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { renderTable } from '../terminal/table.ts'
import { wholeOption } from './number-option.ts'

interface EraseOptions {
  readonly yes?: boolean
  readonly reason?: string
}

export function addErase(program: Command): void {
  program
    .command('erase <customer>')
    .description('what erasing one customer would remove; with --yes it is done, for good')
    .option('--yes', 'do it: it cannot be undone')
    .option('--reason <text>', 'kept with the receipt: no personal data')
    .action(
      withSession<EraseOptions>(async (session, [id = ''], { yes, reason }) => {
        const plan = await session.client.erasurePlan({ id })
        if (yes !== true) return session.print(plan, () => renderPlan(plan))
        if (plan.needs_live) await startLive(session)
        const erasure = await session.client.erase({ id, ...(reason === undefined ? {} : { reason }) })
        await session.print(erasure, async () => renderErasure(erasure, await session.locale()))
      }),
    )
}

export function addErasures(program: Command): void {
  program
    .command('erasures [id]')
    .description('receipts of erasures, newest first; of one what was removed, and what it waits for')
    .option('--limit <count>', 'how many', '50')
    .action(
      withSession<{ limit: string }>(async (session, [id], { limit }) => {
        if (id !== undefined) {
          const erasure = await session.client.erasure({ id })
          return session.print(erasure, async () => renderErasure(erasure, await session.locale()))
        }
        const found = await session.client.erasures({ limit: wholeOption('--limit', limit) })
        await session.print(found, async () => renderErasures(found.erasures, await session.locale()))
      }),
    )
}

/** Where nobody serves the workspace, for as long as it takes. */
async function startLive({ startLive: start, progress }: Session): Promise<void> {
  await start?.((done, of) =>
    progress.show({ label: 'opening live', done, of, counted: done, unit: 'customers' }),
  )
}

function renderPlan(plan: Awaited<ReturnType<Session['client']['erasurePlan']>>): string {
  return [
    `Erasing would remove, of ${plan.ids.map(id => style.strong(id)).join(', ')}:`,
    renderHeld(plan.held),
    ...listed('Not looked at yet:', plan.waits),
    ...listed('What stays:', plan.notes),
    'Nothing has been changed. To do it, for good: the same with --yes',
  ].join('\n\n')
}

function renderErasure(erasure: WireErasure, locale: Locale): string {
  const { id, at, done_at, ids, author, reason, found, waits, notes } = erasure
  const since = formatInstant(at, locale)
  const first =
    done_at === null
      ? `${style.bad('…')} Erasure ${id} is under way: nobody has seen her since ${since}, and it goes on by itself.`
      : `${style.good('✓')} Erasure ${id} is done: of one customer with ${plural(ids, 'id')} nothing is left.`
  return [
    first,
    style.quiet(`By ${author} at ${since}${reason === undefined ? '' : `: ${reason}`}`),
    renderHeld(found),
    ...listed('It waits for:', waits),
    ...listed('What stays:', notes),
  ].join('\n\n')
}

function renderErasures(erasures: readonly WireErasure[], locale: Locale): string {
  if (erasures.length === 0) return 'Nobody has been erased.'
  return renderTable(
    [
      { title: 'id' },
      { title: 'at' },
      { title: 'by', least: 8 },
      { title: 'reason', least: 8 },
      { title: '' },
    ],
    erasures.map(({ id, at, author, reason, done_at }) => [
      id,
      formatInstant(at, locale),
      author,
      reason ?? '',
      done_at === null ? style.bad('under way') : style.good('done'),
    ]),
  )
}

function listed(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return []
  return [[title, ...sentences.map(each => `  ${each}`)].join('\n')]
}
