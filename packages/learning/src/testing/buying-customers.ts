import type { Histories } from '../lifetime/histories.ts'
import { type Random, seeded } from '../numeric/random.ts'

/** Customers who buy at rates of their own, and may drop out after each purchase, watched for 100 to 299 days. */
export function buyingCustomers(customers: number, seed: number): Histories {
  const random = seeded(seed)
  const rows = Array.from({ length: customers }, () => bought(random, 100 + random.below(200)))
  return {
    frequency: rows.map(([frequency]) => frequency),
    recency: rows.map(([, recency]) => recency),
    age: rows.map(([, , age]) => age),
  }
}

function bought(random: Random, age: number): [frequency: number, recency: number, age: number] {
  const rate = -Math.log(1 - random.uniform()) / 20
  const leaves = random.uniform() ** 2
  let [at, frequency, recency] = [0, 0, 0]
  for (;;) {
    at += Math.max(1, Math.round(-Math.log(1 - random.uniform()) / rate))
    if (at > age) return [frequency, recency, age]
    frequency += 1
    recency = at
    if (random.uniform() < leaves) return [frequency, recency, age]
  }
}
