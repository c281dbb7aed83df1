import { deepFreeze } from '../deep-freeze.ts'
import { type ClassWeights, withClassWeights } from '../matrix/class-weights.ts'
import type { Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { Watch } from '../numeric/watch.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import { prepareRows } from '../preparation/prepare-rows.ts'
import type { FittedLinear } from './fitted-linear.ts'
import { rowMeans } from './row-means.ts'
import { solveLogistic } from './solve-logistic.ts'

export interface LogisticOptions extends Watch {
  /** One a row, 0 or more: a row of weight 2 counts as two rows. Default 1 each. */
  readonly weights?: Float64Array
  /** Default `none`: probabilities are then as frequent as they say. */
  readonly classWeights?: ClassWeights
  /** What weights cost, held against the sum of all log losses (1 / C of other libraries). Default 1. */
  readonly penalty?: number
  /** 0: on weight² / 2 (L2). 1: on |weight| (L1), which leaves many at 0. In between: both (elastic net). Default 0. */
  readonly l1Share?: number
  readonly preparation?: PreparationOptions
  /** It ends when no step is expected to take away more than this share of the loss. Default 1e-12. */
  readonly tolerance?: number
  /** Steps at most. Default 500. */
  readonly iterations?: number
}

/**
 * The chance that something happens, by logistic regression: every feature adds to its log odds in proportion.
 *
 * @param table  - NaN and null are missing values.
 * @param target - 0 or 1 a row.
 * @throws LearningError what a table is refused for; `wrong_length`, `bad_target`, `one_class`, `bad_weight`,
 *         `bad_option`, `nothing_left`, `cancelled`
 *
 * Source: penalised maximum likelihood; L-BFGS, and OWL-QN where there is an L1 part (minimise-sparse.ts).
 * Checked: scikit-learn's LogisticRegression, weights within 1e-5 (linear.reference.test.ts).
 * Cost: the preparation, then rows × features, some 20 to 60 times.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60) }
 * predictLinear(fitLogistic({ columns: [age] }, [0, 0, 1, 1]), { columns: [age] }).map(Math.round) // [0, 0, 1, 1]
 */
export function fitLogistic(
  table: Table,
  target: ArrayLike<number>,
  options: LogisticOptions = {},
): FittedLinear {
  const { penalty = 1, l1Share = 0, tolerance = 1e-12, iterations = 500, classWeights = 'none' } = options
  requireOption('penalty', penalty, { least: 0 })
  requireOption('l1Share', l1Share, { least: 0, most: 1 })
  requireOption('tolerance', tolerance, { least: 0, most: 0.1 })
  requireOption('iterations', iterations, { least: 1, whole: true })
  if (typeof classWeights !== 'string')
    for (const weight of classWeights) requireOption('classWeights', weight, { above: 0 })
  const rows = prepareRows(table, target, { ...options, task: 'binary' })
  const weights = withClassWeights(rows.weights, rows.target, classWeights)
  const solved = solveLogistic({ ...options, ...rows, weights, penalty, l1Share, tolerance, iterations })
  return deepFreeze({
    kind: 'linear',
    version: 1,
    method: 'logistic',
    task: 'binary',
    preparation: rows.preparation,
    intercept: solved.intercept,
    weights: Array.from(solved.weights),
    means: rowMeans(rows.matrix, rows.weights),
    links: [{ kind: 'logistic' }],
    iterations: solved.iterations,
    isConverged: solved.isConverged,
  })
}
