import type { Objective } from '../numeric/line-search.ts'
import { type RisingLogs, risingLogs } from './rising-logs.ts'

/** What somebody did at occasions that come round; all whole numbers. */
export interface AttendanceHistory {
  /** Occasions at which she bought. */
  readonly frequency: number
  /** The last occasion at which she bought, counted from 1; 0 where there was none. */
  readonly recency: number
  /** Occasions there have been. */
  readonly occasions: number
  /** How many people did just that. */
  readonly customers: number
}

/** Γ(x + k)/Γ(x) of the parameters and their sums, as logarithms. */
interface Rising {
  readonly alpha: RisingLogs
  readonly beta: RisingLogs
  readonly both: RisingLogs
  readonly delta: RisingLogs
  readonly leaving: RisingLogs
}

/** A value with its slopes along α, β, γ, δ. */
type Sloped = [value: number, alpha: number, beta: number, gamma: number, delta: number]

/**
 * The mean negative log-likelihood of BG/BB, as a function of ln α, ln β, ln γ, ln δ.
 *
 * Source: Fader, Hardie, Shang (2010), eq. (7): the sum over the occasion before which she dropped out.
 */
export function attendanceLikelihood(histories: readonly AttendanceHistory[]): Objective {
  const most = histories.reduce((greatest, { occasions }) => Math.max(greatest, occasions), 0)
  const customers = histories.reduce((sum, history) => sum + history.customers, 0)
  return (point, gradient) => {
    const parameters = Array.from(point, Math.exp)
    const rising = risingOf(parameters, most + 1)
    let value = 0
    gradient.fill(0)
    for (const history of histories) {
      if (history.customers === 0) continue
      const [log, ...slopes] = logLikelihood(history, rising, parameters[2]!)
      value += history.customers * log
      slopes.forEach((slope, at) => {
        gradient[at]! -= (history.customers * slope * parameters[at]!) / customers
      })
    }
    return -value / customers
  }
}

function risingOf(parameters: readonly number[], most: number): Rising {
  const [alpha = 0, beta = 0, gamma = 0, delta = 0] = parameters
  return {
    alpha: risingLogs(alpha, most),
    beta: risingLogs(beta, most),
    both: risingLogs(alpha + beta, most),
    delta: risingLogs(delta, most),
    leaving: risingLogs(gamma + delta, most),
  }
}

function logLikelihood(history: AttendanceHistory, rising: Rising, gamma: number): Sloped {
  const { frequency, recency, occasions } = history
  const ways = [still(frequency, occasions, rising)]
  for (let last = recency; last < occasions; last += 1) ways.push(gone(frequency, last, rising, gamma))
  const greatest = ways.reduce((most, [log]) => Math.max(most, log), -Infinity)
  const sum: Sloped = [0, 0, 0, 0, 0]
  for (const [log, ...slopes] of ways) {
    const share = Math.exp(log - greatest)
    sum[0] += share
    slopes.forEach((slope, at) => {
      sum[at + 1]! += share * slope
    })
  }
  const [whole, a, b, g, d] = sum
  return [Math.log(whole) + greatest, a / whole, b / whole, g / whole, d / whole]
}

/** She bought at `frequency` of `occasions`, and is still there. */
function still(frequency: number, occasions: number, rising: Rising): Sloped {
  const [log, alpha, beta] = bought(frequency, occasions, rising)
  const { delta, leaving } = rising
  return [
    log + delta.logs[occasions]! - leaving.logs[occasions]!,
    alpha,
    beta,
    -leaving.slopes[occasions]!,
    delta.slopes[occasions]! - leaving.slopes[occasions]!,
  ]
}

/** She bought at `frequency` of the first `last` occasions, and dropped out before the next. */
function gone(frequency: number, last: number, rising: Rising, gamma: number): Sloped {
  const [log, alpha, beta] = bought(frequency, last, rising)
  const { delta, leaving } = rising
  return [
    log + delta.logs[last]! + Math.log(gamma) - leaving.logs[last + 1]!,
    alpha,
    beta,
    1 / gamma - leaving.slopes[last + 1]!,
    delta.slopes[last]! - leaving.slopes[last + 1]!,
  ]
}

function bought(
  frequency: number,
  occasions: number,
  { alpha, beta, both }: Rising,
): [number, number, number] {
  const missed = occasions - frequency
  return [
    alpha.logs[frequency]! + beta.logs[missed]! - both.logs[occasions]!,
    alpha.slopes[frequency]! - both.slopes[occasions]!,
    beta.slopes[missed]! - both.slopes[occasions]!,
  ]
}
