import type { EventRecord } from '../../records/customer-record.ts'
import { type Changed, evaluateRecord, isKnown } from './evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'

/** An event that comes so much later than it happened is late, as is one that others of hers have overtaken. */
const LATE_AFTER = 60_000

export interface EventApplied extends Changed {
  /** It was known before: nothing has changed. */
  readonly isDuplicate: boolean
}

/**
 * Takes an event into a settled customer's history and finds where she stands now.
 *
 * @param now - The instant her record is settled to.
 * @throws PagesNeeded
 */
export function applyEvent(
  customer: CustomerAtHand,
  event: EventRecord,
  setting: LiveSetting,
  now: number,
): EventApplied {
  const { history, isNew } = setting.program.add(customer.history, [event], now)
  if (isNew[0] !== true && wouldBeKept(event, setting, now)) {
    return { customer, moves: [], isDuplicate: true }
  }
  const { record } = customer
  const wasKnown = isKnown(customer, now)
  const newest = record.newestEventAt
  const next: CustomerAtHand = {
    history,
    record: {
      ...record,
      knownSince: Math.min(record.knownSince, event.at),
      newestEventAt: Math.max(newest ?? event.at, event.at),
      newsAt: now,
    },
  }
  if (isNew[0] !== true && isKnown(next, now) === wasKnown) {
    return { customer: withTimerOfArrival(next, now), moves: [], isDuplicate: false }
  }
  const late = event.at < now - LATE_AFTER || (newest !== undefined && event.at < newest)
  const news = { events: new Set([event.event]), attributes: new Set<string>(), scores: new Set<string>() }
  const occasion = { at: now, cause: 'data' as const, event: event.id, ...(late ? { late } : {}) }
  return { ...evaluateRecord(next, setting, occasion, wasKnown ? { news } : {}), isDuplicate: false }
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
