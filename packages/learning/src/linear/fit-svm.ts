import { fitPlatt } from '../calibration/fit-platt.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { type ClassWeights, withClassWeights } from '../matrix/class-weights.ts'
import type { Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'
import { crossedMargins } from './crossed-margins.ts'
import type { FittedLinear } from './fitted-linear.ts'
import { rowMeans } from './row-means.ts'
import { solveSvm } from './solve-svm.ts'

export interface SvmOptions extends Watch {
  /** One a row, 0 or more. Default 1 each. */
  readonly weights?: Float64Array
  readonly classWeights?: ClassWeights
  /** What weight² / 2 costs, held against the sum of losses (1 / C of other libraries). Default 1. */
  readonly penalty?: number
  readonly preparation?: PreparationOptions
}

/**
 * A line between yes and no that stays clear of both (a linear support vector machine with squared hinge loss), and
 * the probability that goes with the distance from it, learned from rows that each line was drawn without.
 *
 * @param table  - NaN and null are missing values.
 * @param target - 0 or 1 a row.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `nothing_left`, `cancelled`
 *
 * Source: Fan et al. (2008), LIBLINEAR, with an intercept that costs nothing; Platt (1999).
 * Checked: scikit-learn's LinearSVC, weights within 1e-4 (linear.reference.test.ts).
 * Cost: the preparation, then rows × features, some 100 times.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60, 25, 55) }
 * fitSvm({ columns: [age] }, [0, 0, 1, 1, 0, 1]).weights[0] > 0 // true
 */
export function fitSvm(table: Table, target: ArrayLike<number>, options: SvmOptions = {}): FittedLinear {
  const { penalty = 1, classWeights = 'none' } = options
  requireOption('penalty', penalty, { above: 0 })
  const rows = prepareRows(table, target, { ...options, task: 'binary' })
  const weights = withClassWeights(rows.weights, rows.target, classWeights)
  const margins = crossedMargins({ ...rows, weights, penalty })
  step(options, 1, 2)
  const solved = solveSvm({ ...rows, weights, penalty })
  step(options, 2, 2)
  return deepFreeze({
    kind: 'linear',
    version: 1,
    method: 'svm',
    task: 'binary',
    preparation: rows.preparation,
    intercept: solved.intercept,
    weights: Array.from(solved.weights),
    means: rowMeans(rows.matrix, rows.weights),
    links: [fitPlatt(margins, rows.target, rows.weights)],
    iterations: solved.iterations,
    isConverged: solved.isConverged,
  })
}
