import { requireOption } from '../numeric/require-option.ts'
import type { AttendanceHistory } from './attendance-likelihood.ts'
import { type AttendanceParameters, requireAttendance } from './beta-geometric-beta-bernoulli.ts'
import { risingLogs } from './rising-logs.ts'

export interface AttendanceOutlook {
  /** The probability that she is still there at the next occasion. */
  readonly alive: number
  /** Purchases expected at the next occasions, discounted if that was asked for. */
  readonly purchases: number
}

export interface AttendanceOptions {
  /** Occasions ahead, a whole number. */
  readonly occasions: number
  /** What comes one occasion later counts 1 / (1 + discount) times, the next one in full; 0 or more. Default 0. */
  readonly discount?: number
}

/**
 * What is expected of somebody at the next occasions (BG/BB).
 *
 * @throws LearningError `bad_history` of row 0, `bad_option`
 *
 * Source: Fader, Hardie, Shang (2010), eq. (11), (13), (14), as the sums that its gamma functions stand for.
 *
 * @example
 * const donors = { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }
 * const history = { frequency: 6, recency: 6, occasions: 6 }
 * Math.round(100 * attendanceOutlook(donors, history, { occasions: 5 }).purchases) // 375
 */
export function attendanceOutlook(
  parameters: AttendanceParameters,
  history: Omit<AttendanceHistory, 'customers'>,
  { occasions, discount = 0 }: AttendanceOptions,
): AttendanceOutlook {
  for (const [name, value] of Object.entries(parameters)) requireOption(`bg_bb.${name}`, value, { above: 0 })
  requireAttendance({ ...history, customers: 1 }, 0)
  requireOption('occasions', occasions, { least: 0, most: 1_000_000, whole: true })
  requireOption('discount', discount, { least: 0 })
  const { alpha, beta, gamma, delta } = parameters
  const past = history.occasions
  const chance = (alpha + history.frequency) / (alpha + beta + past)
  const stay = (occasion: number): number => (delta + occasion) / (gamma + delta + occasion)
  const alive = stillThere(parameters, history) * stay(past)
  let [there, sum] = [alive, 0]
  for (let ahead = 0; ahead < occasions; ahead += 1) {
    sum += there * chance
    there *= stay(past + ahead + 1) / (1 + discount)
  }
  return { alive, purchases: sum }
}

/** The probability that she was still there at the last occasion. */
function stillThere(
  { alpha, beta, gamma, delta }: AttendanceParameters,
  { frequency, recency, occasions }: Omit<AttendanceHistory, 'customers'>,
): number {
  const [misses, both] = [risingLogs(beta, occasions).logs, risingLogs(alpha + beta, occasions).logs]
  const [stays, leaving] = [risingLogs(delta, occasions).logs, risingLogs(gamma + delta, occasions + 1).logs]
  const alive = misses[occasions - frequency]! - both[occasions]! + stays[occasions]! - leaving[occasions]!
  let gone = 0
  for (let last = recency; last < occasions; last += 1)
    gone += Math.exp(
      misses[last - frequency]! - both[last]! + stays[last]! + Math.log(gamma) - leaving[last + 1]! - alive,
    )
  return 1 / (1 + gone)
}
