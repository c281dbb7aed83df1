/** The rows of a column whose value is known, in the order of their values. Sorted once, read for every group. */
export interface RankedColumn {
  readonly rows: Int32Array
  /** Ascending. */
  readonly values: Float64Array
}

export function rankColumn(column: Float64Array): RankedColumn {
  const rows = Int32Array.from(column.keys()).filter(row => !Number.isNaN(column[row]!))
  rows.sort((a, b) => column[a]! - column[b]! || a - b)
  return { rows, values: Float64Array.from(rows, row => column[row]!) }
}

/** The median of those whose value is known, or everybody else's; NaN of none. */
export function medianOf({ rows, values }: RankedColumn, members: Uint8Array, wanted: 0 | 1): number {
  const own = values.filter((_, at) => members[rows[at]!] === wanted)
  if (own.length === 0) return Number.NaN
  return (own[(own.length - 1) >>> 1]! + own[own.length >>> 1]!) / 2
}

/** The mean of the same. */
export function meanOf({ rows, values }: RankedColumn, members: Uint8Array, wanted: 0 | 1): number {
  let [sum, count] = [0, 0]
  for (let at = 0; at < rows.length; at += 1) {
    if (members[rows[at]!] !== wanted) continue
    sum += values[at]!
    count += 1
  }
  return sum / count
}
