import { expect, test } from 'vitest'
import { fitBoosting } from '../boosting/fit-boosting.ts'
import { boostingMargins } from '../boosting/predict-boosting.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'

/** Customers with missing numbers, infinite ones, and words of which some are rare or missing. */
function customers(count: number, seed: number): Table {
  const random = seeded(seed)
  const number = (): number => (random.below(7) === 0 ? Number.NaN : random.normal())
  const word = (): string | null => (random.below(9) === 0 ? null : `town ${random.below(40)}`)
  const all = Array.from({ length: count }, () => [number(), number(), word()] as const)
  return {
    columns: [
      { name: 'spend', kind: 'number', values: Float64Array.from(all, ([spend]) => spend) },
      { name: 'age', kind: 'number', values: Float64Array.from(all, ([, age]) => age) },
      { name: 'town', kind: 'category', values: all.map(([, , town]) => town) },
    ],
  }
}

function part({ columns }: Table, from: number, to: number): Table {
  return {
    columns: columns.map(column =>
      column.kind === 'number'
        ? { ...column, values: column.values.slice(from, to) }
        : { ...column, values: column.values.slice(from, to) },
    ),
  }
}

test.each([2, 31, 64])(
  'many rows in trees of %i leaves come to the same sums, bit for bit, as some of them alone do by walking',
  leaves => {
    const known = customers(3000, 1)
    const random = seeded(2)
    const happened = Float64Array.from({ length: 3000 }, (_, row) => {
      const [spend, age, town] = known.columns.map(column => column.values[row])
      const odds =
        (Number(spend) || 0.5) * (Number(age) || -1) + (town === null ? 1 : String(town).length / 8)
      return random.uniform() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
    })
    const fitted = fitBoosting(known, happened, { random, leaves, rounds: 40, least: 0 })
    expect(Math.max(...fitted.trees.map(tree => tree.values.length))).toBe(leaves)
    // Neither a whole block nor a whole eight at the end.
    const fresh = customers(4999, 3)
    const all = boostingMargins(fitted, fresh)
    for (let from = 0; from < all.length; from += 500) {
      const some = boostingMargins(fitted, part(fresh, from, from + 500))
      expect(some).toEqual(all.slice(from, from + 500))
    }
  },
)
