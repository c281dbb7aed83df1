import type { Random } from './random.ts'

/**
 * A sample without replacement: `count` of the rows 0 to `of` − 1, ascending, every set as likely.
 *
 * @throws RangeError never: a `count` above `of` gives all rows.
 *
 * Source: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S.
 * Cost: one random number a row.
 *
 * @example
 * sampleRows(5, 9, seeded(1)) // [0, 1, 2, 3, 4]
 */
export function sampleRows(of: number, count: number, random: Random): Int32Array {
  const sample = new Int32Array(Math.min(count, of))
  let taken = 0
  for (let row = 0; row < of && taken < sample.length; row += 1)
    if (random.uniform() * (of - row) < sample.length - taken) {
      sample[taken] = row
      taken += 1
    }
  return sample
}
