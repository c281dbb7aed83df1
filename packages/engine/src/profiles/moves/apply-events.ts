import type { EventRecord } from '../../records/customer-record.ts'
import { type Changed, evaluateRecord, isKnown } from './evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'
import type { LiveMove, Occasion } from './restate.ts'

/** An event that comes so much later than it happened is late, as is one that others of hers have overtaken. */
const LATE_AFTER = 60_000

export interface EventsApplied extends Changed {
  /** Of each event whether it was known before. */
  readonly areDuplicates: readonly boolean[]
}

/**
 * Takes events into a settled customer's history, as if one after another, and finds where she stands now. Together
 * first: as long as nobody moves it does not matter which was which.
 *
 * @param now - The instant her record is settled to.
 * @throws PagesNeeded
 */
export function applyEvents(
  customer: CustomerAtHand,
  events: readonly EventRecord[],
  setting: LiveSetting,
  now: number,
): EventsApplied {
  const together = applyTogether(customer, events, setting, now)
  const taken = together.areDuplicates.filter(isDuplicate => !isDuplicate).length
  if (together.moves.length === 0 || taken <= 1) return together
  const moves: LiveMove[] = []
  let current = customer
  for (const event of events) {
    const applied = applyTogether(current, [event], setting, now)
    moves.push(...applied.moves)
    current = applied.customer
  }
  return { customer: current, moves, areDuplicates: together.areDuplicates }
}

/** All at once; a move is put down to the first that is new. */
function applyTogether(
  customer: CustomerAtHand,
  events: readonly EventRecord[],
  setting: LiveSetting,
  now: number,
): EventsApplied {
  const { history, isNew } = setting.program.add(customer.history, events, now)
  const areDuplicates = events.map((event, at) => isNew[at] !== true && wouldBeKept(event, setting, now))
  const taken = events.filter((_, at) => areDuplicates[at] === false)
  const [first] = taken
  if (first === undefined) return { customer, moves: [], areDuplicates }
  const wasKnown = isKnown(customer, now)
  const next = { history, record: withInstants(customer.record, taken, now) }
  const fresh = events.filter((_, at) => isNew[at] === true)
  if (fresh.length === 0 && isKnown(next, now) === wasKnown)
    return { customer: withTimerOfArrival(next, now), moves: [], areDuplicates }
  const occasion = occasionOf(first, customer.record.newestEventAt, now)
  const news = {
    events: new Set(fresh.map(({ event }) => event)),
    attributes: new Set<string>(),
  }
  return { ...evaluateRecord(next, setting, occasion, wasKnown ? { news } : {}), areDuplicates }
}

function withInstants(
  record: CustomerAtHand['record'],
  events: readonly EventRecord[],
  now: number,
): CustomerAtHand['record'] {
  let { knownSince, newestEventAt } = record
  for (const { at } of events) {
    knownSince = Math.min(knownSince, at)
    newestEventAt = Math.max(newestEventAt ?? at, at)
  }
  return { ...record, knownSince, newestEventAt, newsAt: now }
}

function occasionOf(
  { id, at }: EventRecord,
  newest: number | undefined,
  now: number,
): Omit<Occasion, 'customer'> {
  const late = at < now - LATE_AFTER || (newest !== undefined && at < newest)
  return { at: now, cause: 'data', event: id, ...(late ? { late } : {}) }
}

/** Whether an event of this name and instant is kept: then one that is not new was there before. */
function wouldBeKept({ event, at }: EventRecord, { program }: LiveSetting, now: number): boolean {
  const kept = program.kept.events.get(event)
  return kept !== undefined && at + kept.lasts > now
}

/** Who is to become known only later has a timer for that. */
function withTimerOfArrival(customer: CustomerAtHand, now: number): CustomerAtHand {
  const { record } = customer
  if (record.knownSince <= now) return customer
  return {
    ...customer,
    record: { ...record, timer: Math.min(record.timer ?? record.knownSince, record.knownSince) },
  }
}
