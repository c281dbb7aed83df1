import type { Fold } from '../evaluation/folds.ts'
import { logLoss } from '../evaluation/probability-losses.ts'
import { regressionFigures } from '../evaluation/regression-figures.ts'
import { selectTable } from '../matrix/select-table.ts'
import { step } from '../numeric/watch.ts'
import { predictModel } from './fitted-model.ts'
import type { FitRequest, Method } from './method.ts'

export interface CrossValidation {
  /** Of every row what was foretold by a model that had not seen it; NaN where it was in no test. */
  readonly predicted: Float64Array
  /** Of every fold: log loss where the task is binary, else the root of the mean squared error. Lower is better. */
  readonly losses: readonly number[]
  readonly loss: number
  /** Standard error of the mean over the folds; 0 of one fold. */
  readonly error: number
}

/**
 * How well a method foretells rows that it has not seen: it learns from each fold's train and is judged by its test.
 *
 * @throws LearningError what the method refuses; `one_class` if a fold has only one answer; `cancelled`
 *
 * Cost: a fit a fold.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3, 4, 5, 6) }] }
 * const [ridge] = methods.filter(({ id }) => id === 'ridge')
 * const request = { table: ages, target: [1, 2, 3, 4, 5, 6], task: 'number', seed: 1, settings: { penalty: 0 } }
 * crossValidate(ridge, request, makeFolds(request.target, { folds: 3, random: seeded(1) })).loss // 0
 */
export function crossValidate(method: Method, request: FitRequest, folds: readonly Fold[]): CrossValidation {
  const { table, target, weights, task, signal, progress, ...rest } = request
  const watch = { ...(signal && { signal }) }
  const predicted = new Float64Array(target.length).fill(Number.NaN)
  const losses = folds.map(({ train, test }, at) => {
    const part = { ...rest, ...watch, task, table: selectTable(table, train), target: pick(target, train) }
    const own = weights && { weights: pick(weights, train) }
    const answers = predictModel(method.fit({ ...part, ...own }), selectTable(table, test))
    test.forEach((row, place) => {
      predicted[row] = answers[place]!
    })
    step({ ...watch, ...(progress && { progress }) }, at + 1, folds.length)
    const judging = weights && pick(weights, test)
    return task === 'binary'
      ? logLoss(pick(target, test), answers, judging)
      : regressionFigures(pick(target, test), answers, judging).rmse
  })
  return { predicted, losses, ...meanAndError(losses) }
}

function meanAndError(losses: readonly number[]): { loss: number; error: number } {
  const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length
  const square = losses.reduce((sum, each) => sum + (each - loss) ** 2, 0)
  return { loss, error: losses.length > 1 ? Math.sqrt(square / (losses.length - 1) / losses.length) : 0 }
}

function pick(values: ArrayLike<number>, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row]!)
}
