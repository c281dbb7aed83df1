import type { Matrix } from '@kindred/learning'

/** How many rows differ from each other in the seven digits that they are compared by; counting ends at `most`. */
export function countDistinct({ rows, columns, values }: Matrix, most: number): number {
  const seen = new Set<string>()
  for (let row = 0; row < rows && seen.size < most; row += 1)
    seen.add(Float32Array.from(values.subarray(row * columns, (row + 1) * columns)).join(' '))
  return seen.size
}
