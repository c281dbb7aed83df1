import { type Column, quantile } from '@kindred/learning'

/** The middle of the known numbers, or the commonest word; `null` where none is known, or where unknown is commonest. */
export function typicalValue(column: Column): number | string | null {
  if (column.kind === 'number') {
    const known = column.values.filter(value => !Number.isNaN(value)).sort()
    return known.length === 0 ? null : quantile(known, 0.5)
  }
  const counts = new Map<string | null, number>()
  for (const word of column.values) counts.set(word, (counts.get(word) ?? 0) + 1)
  const [commonest] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [null, 0] as const)
  return commonest
}
