import type { RankedColumn } from './ranked-column.ts'

/** Of fewer customers nothing can be said. */
const FEWEST = 10

/**
 * How far two columns go up together, whatever their scales, −1 … 1 (Spearman's rho): the correlation of the places of
 * customers of whom both are known. 0 where they are fewer than ten, or all alike in one.
 *
 * Source: Spearman (1904), The proof and measurement of association between two things; ties share their middle place.
 * Checked: scipy.stats.spearmanr (rank-correlation.test.ts).
 * Cost: rows, once they are in order.
 *
 * @example
 * const column = rankColumn(Float64Array.from({ length: 20 }, (_, at) => at))
 * rankCorrelation(column, column) // 1
 */
export function rankCorrelation(a: RankedColumn, b: RankedColumn): number {
  const rows = Math.max(0, ...[a, b].flatMap(({ rows }) => (rows.length === 0 ? [] : [largest(rows) + 1])))
  const [inA, inB] = [known(a, rows), known(b, rows)]
  const [placesA, placesB] = [placesOf(a, inB), placesOf(b, inA)]
  return pearson(placesA, placesB)
}

function largest(rows: Int32Array): number {
  return rows.reduce((most, row) => Math.max(most, row), 0)
}

function known({ rows }: RankedColumn, length: number): Uint8Array {
  const found = new Uint8Array(length)
  for (const row of rows) found[row] = 1
  return found
}

/** Of the rows that count, from 1; NaN of all others. */
function placesOf({ rows, values }: RankedColumn, counts: Uint8Array): Float64Array {
  const places = new Float64Array(counts.length).fill(Number.NaN)
  let before = 0
  for (let from = 0, to = 0; from < rows.length; from = to) {
    let same = 0
    for (to = from; to < rows.length && values[to] === values[from]; to += 1) same += counts[rows[to]!]!
    for (let at = from; at < to; at += 1)
      if (counts[rows[at]!] === 1) places[rows[at]!] = before + (same + 1) / 2
    before += same
  }
  return places
}

function pearson(a: Float64Array, b: Float64Array): number {
  const rows = a.reduce((sum, place) => sum + (Number.isNaN(place) ? 0 : 1), 0)
  if (rows < FEWEST) return 0
  const middle = (rows + 1) / 2
  let [together, ofA, ofB] = [0, 0, 0]
  for (let row = 0; row < a.length; row += 1) {
    if (Number.isNaN(a[row]!)) continue
    const [x, y] = [a[row]! - middle, b[row]! - middle]
    together += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA === 0 || ofB === 0 ? 0 : together / Math.sqrt(ofA * ofB)
}
