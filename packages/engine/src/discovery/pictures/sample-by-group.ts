import { type Random, sampleRows } from '@kindred/learning'

/**
 * A sample in which every group has its share, and at least so many that it is seen: a quarter of what it would have if
 * all groups were equally large. Ascending.
 */
export function sampleByGroup(
  labels: Int32Array,
  sizes: readonly number[],
  most: number,
  random: Random,
): Int32Array {
  const all = Int32Array.from(labels.keys())
  if (labels.length <= most) return all
  const least = Math.floor(most / sizes.length / 4)
  const wanted = sizes.map(size => Math.min(size, Math.max(least, Math.round((most * size) / labels.length))))
  const over =
    most /
    Math.max(
      most,
      wanted.reduce((sum, count) => sum + count, 0),
    )
  const rows = sizes.flatMap((size, group) => {
    const members = all.filter(row => labels[row] === group)
    return Array.from(sampleRows(size, Math.floor(wanted[group]! * over), random), at => members[at]!)
  })
  return Int32Array.from(rows).sort()
}
