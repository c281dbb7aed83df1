import { type Random, seeded } from '@kindred/learning'

/** Of every customer, in days: as lifetime models take them. */
export interface BuyingHistories {
  readonly frequency: Float64Array
  readonly recency: Float64Array
  readonly age: Float64Array
}

/** Customers of a shop of a year and a half: rates and chances to drop out as BG/NBD has them, days as a warehouse has. */
export function buyingHistories(customers: number, seed: number): BuyingHistories {
  const random = seeded(seed)
  const histories = {
    frequency: new Float64Array(customers),
    recency: new Float64Array(customers),
    age: new Float64Array(customers),
  }
  for (let row = 0; row < customers; row += 1) {
    const age = 1 + random.below(540)
    const [frequency, recency] = bought(random, age)
    histories.frequency[row] = frequency
    histories.recency[row] = recency
    histories.age[row] = age
  }
  return histories
}

/** Exponential gaps, in whole days, at a rate that is gamma with shape ½; after each purchase some drop out. */
function bought(random: Random, age: number): [frequency: number, recency: number] {
  const rate = random.normal() ** 2 / 120
  const leaves = random.uniform() ** 3
  let [at, frequency, recency] = [0, 0, 0]
  for (;;) {
    at += Math.max(1, Math.round(-Math.log(1 - random.uniform()) / rate))
    if (!(at <= age)) return [frequency, recency]
    frequency += 1
    recency = at
    if (random.uniform() < leaves) return [frequency, recency]
  }
}
