import { LearningError } from '../errors.ts'
import type { Histories } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { scoreLifetime } from './score-lifetime.ts'

/** Customers with as many purchases before, and what they did then. */
export interface CalibrationRow {
  readonly frequency: number
  /** Whether the row is of customers with this frequency or more. */
  readonly orMore: boolean
  readonly customers: number
  /** Mean purchases of a customer in the holdout period. */
  readonly actual: number
  readonly expected: number
}

/** What a model foretold of a period that it had not seen, and what came. */
export interface LifetimeCalibration {
  /** Purchases of all customers together in the holdout period. */
  readonly actual: number
  readonly expected: number
  /** Mean of |actual − expected| of a customer. */
  readonly meanAbsoluteError: number
  readonly rootMeanSquaredError: number
  readonly byFrequency: readonly CalibrationRow[]
}

/** Customers who bought more often stand in one row. */
const LAST_FREQUENCY = 7

/**
 * Holds what a lifetime model expects against a later period.
 *
 * @param histories - As of the end of the calibration period, which the model was fitted on.
 * @param actual    - Purchases of each customer in the `horizon` after it.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`, `bad_option`, `bad_spending`
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2), figure 6.
 * Checked: CDNOW: 1,882 purchases, 1,653.4 expected of BG/NBD, error 0.786 (cdnow.reference.test.ts).
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * calibrateLifetime(published, { frequency: [0], recency: [0], age: [39] }, [1], 39).actual // 1
 */
export function calibrateLifetime(
  parameters: LifetimeParameters,
  histories: Histories,
  actual: ArrayLike<number>,
  horizon: number,
): LifetimeCalibration {
  const { purchases } = scoreLifetime(parameters, histories, { horizon })
  requireActual(actual, purchases.length)
  let [came, foretold, away, square] = [0, 0, 0, 0]
  purchases.forEach((expected, row) => {
    came += actual[row]!
    foretold += expected
    away += Math.abs(actual[row]! - expected)
    square += (actual[row]! - expected) ** 2
  })
  return {
    actual: came,
    expected: foretold,
    meanAbsoluteError: away / purchases.length,
    rootMeanSquaredError: Math.sqrt(square / purchases.length),
    byFrequency: rowsOf(histories.frequency, actual, purchases),
  }
}

function requireActual(actual: ArrayLike<number>, wanted: number): void {
  if (actual.length !== wanted)
    throw new LearningError('wrong_length', { what: 'actual', given: actual.length, wanted })
  for (let row = 0; row < wanted; row += 1)
    if (!Number.isInteger(actual[row]) || actual[row]! < 0)
      throw new LearningError('bad_spending', {
        row,
        fault: 'a number of purchases that is no whole number of 0 or more',
      })
}

function rowsOf(
  frequency: ArrayLike<number>,
  actual: ArrayLike<number>,
  expected: Float64Array,
): CalibrationRow[] {
  const sums = Array.from({ length: LAST_FREQUENCY + 1 }, () => ({ customers: 0, actual: 0, expected: 0 }))
  expected.forEach((purchases, row) => {
    const sum = sums[Math.min(LAST_FREQUENCY, frequency[row]!)]!
    sum.customers += 1
    sum.actual += actual[row]!
    sum.expected += purchases
  })
  return sums.flatMap(({ customers, ...both }, at) =>
    customers === 0
      ? []
      : [
          {
            frequency: at,
            orMore: at === LAST_FREQUENCY,
            customers,
            actual: both.actual / customers,
            expected: both.expected / customers,
          },
        ],
  )
}
