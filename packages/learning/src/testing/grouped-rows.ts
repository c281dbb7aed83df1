import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import { type Random, seeded } from '../numeric/random.ts'

export interface GroupedRows {
  readonly rows: Matrix
  /** The group each row was drawn from. */
  readonly truth: Int32Array
}

interface Shape {
  readonly groups: number
  /** Rows in each. */
  readonly each: number
  readonly columns: number
  /** How far the middles of groups are apart; rows deviate by 1 from them. Default 12. */
  readonly apart?: number
}

/** Round groups around middles on a grid, row by row in turn: known truth for tests. */
export function groupedRows({ groups, each, columns, apart = 12 }: Shape, seed: number): GroupedRows {
  const random = seeded(seed)
  const rows = emptyMatrix(groups * each, columns)
  const truth = Int32Array.from({ length: groups * each }, (_, row) => row % groups)
  truth.forEach((group, row) => {
    for (let column = 0; column < columns; column += 1)
      rows.values[row * columns + column] = middle(group, column, groups) * apart + random.normal()
  })
  return { rows, truth }
}

/** Groups are numbered in a number system with as many digits as there are columns. */
function middle(group: number, column: number, groups: number): number {
  const base = Math.max(2, Math.ceil(Math.sqrt(groups)))
  return Math.floor(group / base ** (column % 2)) % base
}

/** A random order of so many rows. */
export function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, row) => row)
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return order
}
