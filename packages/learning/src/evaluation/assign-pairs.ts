import { LearningError } from '../errors.ts'

/**
 * Pairs rows with columns so that the sum of costs is least (the Hungarian method).
 *
 * @param costs - A list for every row, all of one length, finite; there may be more rows than columns or fewer.
 * @returns For every row its column, −1 where there are too few columns.
 * @throws LearningError `uneven_rows`, `not_finite`
 *
 * Source: Kuhn (1955) by shortest augmenting paths, Jonker and Volgenant (1987).
 * Checked: the best of all pairings (evaluation.test.ts); scipy's linear_sum_assignment (evaluation.reference.test.ts).
 * Cost: size³.
 *
 * @example
 * assignPairs([[4, 1, 3], [2, 0, 5], [3, 2, 2]]) // [1, 0, 2]
 */
export function assignPairs(costs: readonly (readonly number[])[]): number[] {
  const columns = costs[0]?.length ?? 0
  requireCosts(costs, columns)
  const size = Math.max(costs.length, columns)
  const rowOf = pairUp((row, column) => costs[row]?.[column] ?? 0, size)
  const pairs = new Array<number>(costs.length).fill(-1)
  rowOf.forEach((row, column) => {
    if (row < costs.length && column < columns) pairs[row] = column
  })
  return pairs
}

function requireCosts(costs: readonly (readonly number[])[], columns: number): void {
  costs.forEach((list, row) => {
    if (list.length !== columns)
      throw new LearningError('uneven_rows', { what: 'the costs', row, given: list.length, wanted: columns })
    const column = list.findIndex(cost => !Number.isFinite(cost))
    if (column !== -1)
      throw new LearningError('not_finite', { what: 'A cost', row, column, given: String(list[column]) })
  })
}

/** For every column its row, in a square of costs. Columns are numbered from 1 inside: 0 stands for none yet. */
function pairUp(cost: (row: number, column: number) => number, size: number): number[] {
  const rowOf = new Int32Array(size + 1)
  const ofRow = new Float64Array(size + 1)
  const ofColumn = new Float64Array(size + 1)
  for (let row = 1; row <= size; row += 1) {
    rowOf[0] = row
    const { end, before } = shortestPath(cost, { rowOf, ofRow, ofColumn }, size)
    for (let column = end; column !== 0; column = before[column]!) rowOf[column] = rowOf[before[column]!]!
  }
  return Array.from(rowOf.subarray(1), row => row - 1)
}

interface Duals {
  readonly rowOf: Int32Array
  /** Prices of rows and columns, by which no reduced cost is below 0. */
  readonly ofRow: Float64Array
  readonly ofColumn: Float64Array
}

/** The cheapest way from the row in column 0 to a free column, with the prices brought up to date. */
function shortestPath(
  cost: (row: number, column: number) => number,
  { rowOf, ofRow, ofColumn }: Duals,
  size: number,
): { end: number; before: Int32Array } {
  const least = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY)
  const before = new Int32Array(size + 1)
  const visited = new Uint8Array(size + 1)
  let column = 0
  while (rowOf[column] !== 0) {
    visited[column] = 1
    const row = rowOf[column]!
    let next = 0
    let step = Number.POSITIVE_INFINITY
    for (let to = 1; to <= size; to += 1) {
      if (visited[to] === 1) continue
      const reduced = cost(row - 1, to - 1) - ofRow[row]! - ofColumn[to]!
      if (reduced < least[to]!) {
        least[to] = reduced
        before[to] = column
      }
      if (least[to]! < step) {
        step = least[to]!
        next = to
      }
    }
    for (let to = 0; to <= size; to += 1) {
      if (visited[to] === 1) {
        ofRow[rowOf[to]!]! += step
        ofColumn[to]! -= step
      } else least[to]! -= step
    }
    column = next
  }
  return { end: column, before }
}
