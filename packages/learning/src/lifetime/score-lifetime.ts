import { requireOption } from '../numeric/require-option.ts'
import { outlookDiscounted } from './discounted-purchases.ts'
import { groupHistories } from './group-histories.ts'
import type { Histories } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { Numbering } from './numbering.ts'
import { outlookOf } from './outlook.ts'
import { outlookPurchases } from './process-purchases.ts'

export interface ScoreLifetimeOptions {
  /** In the unit of the histories, 0 or more. */
  readonly horizon: number
  /** What is due after a time t counts (1 + discount)^−t times: a rate for one unit of time. Default 0. */
  readonly discount?: number
}

/** A value a customer in each. */
export interface LifetimeScores {
  readonly alive: Float64Array
  /** Expected within the horizon. */
  readonly purchases: Float64Array
  /** The same, each counted by what it is worth today; `purchases` itself without a discount. */
  readonly discounted: Float64Array
}

/**
 * Whether customers are still there and what they will buy, for many at once.
 *
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`, `bad_option`
 *
 * Cost: that of `probabilityAlive` for each history that differs, and that of `expectedPurchases` and
 * `discountedPurchases` for each frequency with each age.
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * const histories = { frequency: [2], recency: [30.43], age: [38.86] }
 * Math.round(1000 * scoreLifetime(published, histories, { horizon: 39 }).purchases[0]) // 1226
 */
export function scoreLifetime(
  parameters: LifetimeParameters,
  histories: Histories,
  { horizon, discount = 0 }: ScoreLifetimeOptions,
): LifetimeScores {
  requireOption('horizon', horizon, { least: 0 })
  requireOption('discount', discount, { least: 0 })
  const groups = groupHistories(histories)
  const { frequency, recency, age, times } = groups
  const futures = new Futures(horizon, Math.log1p(discount))
  const scored = Array.from(frequency, (purchases, group) => {
    const history = { frequency: purchases, recency: times[recency[group]!]!, age: times[age[group]!]! }
    const { alive, process } = outlookOf(parameters, history)
    const ahead = futures.of(purchases, age[group]!, { alive: 1, process })
    return { alive, purchases: alive * ahead.purchases, discounted: alive * ahead.discounted }
  })
  const groupOf = groups.groupOf()
  return {
    alive: Float64Array.from(groupOf, group => scored[group]!.alive),
    purchases: Float64Array.from(groupOf, group => scored[group]!.purchases),
    discounted: Float64Array.from(groupOf, group => scored[group]!.discounted),
  }
}

/** What those who are there will do: it depends on frequency and age alone, and is worked out once for both. */
class Futures {
  readonly #horizon: number
  readonly #delta: number
  readonly #places = new Numbering()
  readonly #known: { purchases: number; discounted: number }[] = []

  constructor(horizon: number, delta: number) {
    this.#horizon = horizon
    this.#delta = delta
  }

  of(
    frequency: number,
    age: number,
    outlook: Parameters<typeof outlookPurchases>[0],
  ): {
    purchases: number
    discounted: number
  } {
    const place = this.#places.place(frequency, age, 0)
    const known = this.#known[place]
    if (known !== undefined) return known
    const purchases = outlookPurchases(outlook, this.#horizon)
    const discounted = this.#delta === 0 ? purchases : outlookDiscounted(outlook, this.#horizon, this.#delta)
    this.#known[place] = { purchases, discounted }
    return { purchases, discounted }
  }
}
