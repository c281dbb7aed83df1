import { requireOption } from '../numeric/require-option.ts'
import type { History } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { outlookOf } from './outlook.ts'
import { outlookPurchases } from './process-purchases.ts'

/**
 * Purchases expected of one customer in the next `horizon`.
 *
 * Who bought often and lately probably still does; who bought often and then stopped has probably gone. This weighs the
 * two. With `newCustomer` as history it is what is expected of anybody after the first purchase.
 *
 * @param horizon - In the unit of the history, 0 or more.
 * @throws LearningError `bad_history`, `bad_option`
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2), eq. (9), (10); Batislam et al. (2007); Schmittlein et al.
 * (1987), eq. (22).
 * Checked: the authors' worksheet, 1.226 for the example, and other published figures (cdnow.reference.test.ts).
 * Cost: some 50 terms; thousands where `horizon` is many times `alpha` and age together.
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * Math.round(1000 * expectedPurchases(published, { frequency: 2, recency: 30.43, age: 38.86 }, 39)) // 1226
 */
export function expectedPurchases(parameters: LifetimeParameters, history: History, horizon: number): number {
  requireOption('horizon', horizon, { least: 0 })
  return outlookPurchases(outlookOf(parameters, history), horizon)
}

/**
 * The probability that a customer has not dropped out.
 *
 * @throws LearningError `bad_history`, `bad_option`
 *
 * Source: Fader, Hardie, Lee (2008), Computing P(alive) using the BG/NBD model; Batislam et al. (2007); Schmittlein et
 * al. (1987), eq. (11) to (13).
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * probabilityAlive(published, { frequency: 0, recency: 0, age: 38.86 }) // 1
 */
export function probabilityAlive(parameters: LifetimeParameters, history: History): number {
  return outlookOf(parameters, history).alive
}
