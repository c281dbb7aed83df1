import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Bucket, Narrowing } from './narrowing.ts'

const keys = fc.array(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), { minLength: 1, maxLength: 60 })

/** The keys of a stretch in a few buckets, as a warehouse counts them. */
function bucketsOf(all: readonly bigint[], low: bigint, high: bigint): readonly Bucket[] {
  const width = (high - low) / 5n + 1n
  const found = new Map<bigint, Bucket>()
  for (const key of all.filter(each => each >= low && each <= high)) {
    const number = (key - low) / width
    const known = found.get(number) ?? { count: 0, sum: 0n, lowest: key, highest: key }
    found.set(number, {
      count: known.count + 1,
      sum: known.sum + 1n,
      lowest: key < known.lowest ? key : known.lowest,
      highest: key > known.highest ? key : known.highest,
    })
  }
  return [...found].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, bucket]) => bucket)
}

it('finds the key of the nth best, whatever the keys are', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 60 }), (all, wanted) => {
      const nth = Math.min(wanted, all.length)
      const ranked = [...all].sort((a, b) => (a < b ? 1 : -1))
      const narrowing = new Narrowing(ranked.at(-1) ?? 0n, ranked[0] ?? 0n, better => better.count >= nth)
      for (let round = 0; narrowing.cut === undefined && round < 100; round += 1) {
        const { low, high } = narrowing.stretch
        narrowing.narrow(bucketsOf(all, low, high))
      }
      expect(narrowing.cut).toBe(ranked[nth - 1])
    }),
  )
})
