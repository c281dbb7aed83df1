import { type CalendarUnit, formatDate, localDate, parseInstant, startOfUnit } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { stepFrom } from '../monitoring/sample-instants.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/** Each is two sums in one pass over everybody. */
const MOST_PERIODS = 60

/** A first day, and the instant at which it begins. */
export interface PeriodBound {
  readonly day: number
  readonly at: number
}

interface PeriodsRequest {
  readonly every: CalendarUnit
  readonly asOf: number
  readonly from?: number
}

/**
 * First days of calendar periods, and of the one after the last, which holds the instant.
 *
 * @throws EngineError `nothing_happened`, `history_too_long`
 */
export async function periodBounds(
  { warehouse }: EnginePorts,
  { compiled }: CurrentDefinitions,
  { every, asOf, from }: PeriodsRequest,
): Promise<PeriodBound[]> {
  const { timezone, weekStart } = compiled.vocabulary
  const since = from ?? (await warehouse.counts()).firstEventAt
  if (since === undefined || since > asOf) throw new EngineError('nothing_happened', { model: 'cohorts' })
  const first =
    parseInstant(formatDate(startOfUnit(localDate(since, timezone), every, weekStart)), timezone) ?? since
  const bounds: PeriodBound[] = []
  for (let step = 0; bounds.length === 0 || bounds.at(-1)!.at <= asOf; step += 1) {
    if (step > MOST_PERIODS) throw new EngineError('history_too_long', { every, most: MOST_PERIODS })
    const at = stepFrom(first, step, every, timezone)
    bounds.push({ day: localDate(at, timezone), at })
  }
  return bounds
}
