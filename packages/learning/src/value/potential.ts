import { KdTree } from '../clustering/kd-tree.ts'
import { LearningError } from '../errors.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { requireMatrix } from '../matrix/require-matrix.ts'
import { quantile } from '../numeric/quantile.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import { requireValue } from './best-first.ts'

export interface PotentialOptions extends Watch {
  /** Comparable customers that are looked at, besides herself. Default 50, or all where there are fewer. */
  readonly neighbours?: number
  /** Which of them tells the potential: 0.9 is the value that nine of ten stay below. Default 0.9. */
  readonly share?: number
}

/** A value a customer in each. */
export interface Potential {
  /** What comparable customers reach; never below what she brings already. */
  readonly potential: Float64Array
  /** What she brings, as a share of it: 1 where there is nothing left to win. */
  readonly used: Float64Array
}

/** A step of progress. */
const CHUNK = 1000

/**
 * What a customer could bring if she did as the better ones among her like.
 *
 * It stands for the share of wallet where no one knows the wallet: an upper quantile of what those bring who are nearest
 * by features that do not themselves tell the value (who she is, where, since when; not how much she bought).
 *
 * @param rows   - customers × features, prepared: distances are taken of them.
 * @param values - A value a customer, 0 or more.
 * @throws LearningError `no_rows`, `no_columns`, `not_finite`, `wrong_length`, `bad_spending`, `bad_option`, `cancelled`
 *
 * Cost: a search for neighbours a customer; with many columns it looks at most customers.
 *
 * @example
 * const rows = matrixOf([[0], [0.1], [0.2], [9], [9.1]])
 * potentialOf(rows, [10, 80, 100, 5, 7], { neighbours: 2, share: 1 }).potential // [100, 100, 100, 100, 100]
 */
export function potentialOf(
  rows: Matrix,
  values: ArrayLike<number>,
  { neighbours = 50, share = 0.9, ...watch }: PotentialOptions = {},
): Potential {
  requireMatrix(rows)
  requireOption('neighbours', neighbours, { least: 1, whole: true })
  requireOption('share', share, { least: 0, most: 1 })
  requireSpent(values, rows.rows)
  const tree = new KdTree(rows)
  const potential = new Float64Array(rows.rows)
  for (let row = 0; row < rows.rows; row += 1) {
    const near = tree.nearest(rows.values, row * rows.columns, neighbours + 1)
    const others = near.filter(each => each.row !== row).slice(0, neighbours)
    const reached = Float64Array.from(others, each => values[each.row]!).sort()
    potential[row] = Math.max(values[row]!, reached.length === 0 ? 0 : quantile(reached, share))
    if (row % CHUNK === CHUNK - 1 || row === rows.rows - 1) step(watch, row + 1, rows.rows)
  }
  return { potential, used: potential.map((most, row) => (most === 0 ? 1 : values[row]! / most)) }
}

function requireSpent(values: ArrayLike<number>, wanted: number): void {
  if (values.length !== wanted)
    throw new LearningError('wrong_length', { what: 'values', given: values.length, wanted })
  for (let row = 0; row < wanted; row += 1) {
    requireValue(values[row]!, row)
    if (values[row]! < 0) throw new LearningError('bad_spending', { row, fault: 'a value below 0' })
  }
}
