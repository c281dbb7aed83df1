import type { CustomerHistory } from '../../ports/warehouse-live.ts'
import type { CustomerPatch, EventRecord } from '../../records/customer-record.ts'
import { type Changed, evaluateRecord } from '../moves/evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from '../moves/live-setting.ts'
import { newCustomer } from '../moves/new-customer.ts'
import type { LiveMove } from '../moves/restate.ts'
import { withPending } from '../moves/settle.ts'
import type { LiveRecord } from '../record/live-record.ts'

/** All that is known of a customer, from wherever it lies. */
export interface CustomerSources {
  readonly id: string
  /** Her record as it is, if there is one: it says where she stood. */
  readonly before: LiveRecord | undefined
  /** What the warehouse has of her. */
  readonly history: CustomerHistory | undefined
  /** What it may not have yet, in the order it came. */
  readonly undelivered: Undelivered
}
export interface Undelivered {
  readonly events: readonly EventRecord[]
  readonly patches: readonly CustomerPatch[]
}

/** Why a record is filled: another program needs other events, the warehouse has news of her, or she was two, or is. */
export type FillReason = 'program' | 'news' | 'merge'

/**
 * A record made anew out of everything that is known. Filled for a program, the moves are those of the definitions, at the
 * instant of the switch, then those of what came since; who had no record yet was there from the first, unless she came
 * after the switch.
 *
 * @throws PagesNeeded
 */
export function fillCustomer(
  sources: CustomerSources,
  setting: LiveSetting,
  now: number,
  reason: FillReason,
): Changed {
  const { before } = sources
  if (reason !== 'program') {
    const cause = reason === 'merge' ? 'merge' : 'data'
    return evaluateRecord(gathered(sources, setting, now), setting, { at: now, cause })
  }
  if (before === undefined) {
    const made = gathered(sources, setting, now)
    return evaluateRecord(made, setting, {
      at: now,
      cause: 'data',
      isFirst: wasThere(sources, made, setting),
    })
  }
  const moves: LiveMove[] = []
  const at = Math.max(setting.switchedAt, before.asOf)
  const switched = evaluateRecord(gathered(sources, setting, at), setting, { at, cause: 'definition' })
  moves.push(...switched.moves)
  const current = evaluateRecord(withPending(switched.customer, now), setting, { at: now, cause: 'data' })
  return { customer: current.customer, moves: [...moves, ...current.moves] }
}

/** Whether she was known before the program came into force; who came in live while others were being filled was not. */
function wasThere({ history }: CustomerSources, { record }: CustomerAtHand, setting: LiveSetting): boolean {
  return history !== undefined && record.knownSince < setting.switchedAt
}

/** Everything put together, as of an instant; her standing still is that of before. */
function gathered(sources: CustomerSources, setting: LiveSetting, at: number): CustomerAtHand {
  const { id, before, history, undelivered } = sources
  const blank = newCustomer(id, setting, at)
  const all = [...(history?.events ?? []), ...undelivered.events]
  const kept = setting.program.add(blank.history, all, at).history
  const patches = [...(history?.pending ?? []), ...undelivered.patches]
  const record: LiveRecord = {
    ...blank.record,
    ...(before === undefined ? {} : standingOf(before)),
    knownSince: leastOf([
      history?.since,
      ...undelivered.events.map(event => event.at),
      ...undelivered.patches.map(patch => patch.since),
    ]),
    newestEventAt: latest(
      all.map(event => event.at),
      before?.newestEventAt,
    ),
    attributes: history?.attributes ?? new Map(),
    pending: [...patches].sort((a, b) => a.since - b.since),
  }
  return withPending({ record, history: kept }, at)
}

function standingOf(before: LiveRecord): Partial<LiveRecord> {
  const { program, standing, contacts } = before
  return { program, standing, contacts }
}

function leastOf(instants: readonly (number | undefined)[]): number {
  let least = Number.MAX_SAFE_INTEGER
  for (const at of instants) if (at !== undefined && at < least) least = at
  return least
}

function latest(instants: readonly number[], before: number | undefined): number | undefined {
  let newest = before
  for (const at of instants) if (newest === undefined || at > newest) newest = at
  return newest
}
