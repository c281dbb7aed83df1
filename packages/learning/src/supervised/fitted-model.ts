import type { FittedBayes } from '../bayes/fitted-bayes.ts'
import { predictBayes } from '../bayes/predict-bayes.ts'
import type { FittedBoosting } from '../boosting/fitted-boosting.ts'
import { predictBoosting } from '../boosting/predict-boosting.ts'
import type { FittedForest } from '../forest/fitted-forest.ts'
import { predictForest } from '../forest/predict-forest.ts'
import type { FittedLayers } from '../layers/fitted-layers.ts'
import { predictLayers } from '../layers/predict-layers.ts'
import type { FittedLinear } from '../linear/fitted-linear.ts'
import { predictLinear } from '../linear/predict-linear.ts'
import type { Table } from '../matrix/table.ts'
import type { FittedNeighbours } from '../neighbours/fit-neighbours.ts'
import { predictNeighbours } from '../neighbours/predict-neighbours.ts'
import { type FittedBlend, predictBlend } from './blend.ts'

/** Whatever a method of this folder has learned: told apart by `kind`, it survives JSON. */
export type FittedModel =
  | FittedLinear
  | FittedLayers
  | FittedBayes
  | FittedNeighbours
  | FittedBoosting
  | FittedForest
  | FittedBlend

/**
 * What a fitted model foretells of every row: a probability where its task is binary, else a number.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }] }
 * predictModel(fitRidge(ages, [10, 20, 30], { penalty: 0 }), ages) // [10, 20, 30]
 */
export function predictModel(fitted: FittedModel, table: Table): Float64Array {
  switch (fitted.kind) {
    case 'linear':
      return predictLinear(fitted, table)
    case 'layers':
      return predictLayers(fitted, table)
    case 'bayes':
      return predictBayes(fitted, table)
    case 'neighbours':
      return predictNeighbours(fitted, table)
    case 'boosting':
      return predictBoosting(fitted, table)
    case 'forest':
      return predictForest(fitted, table)
    case 'blend':
      return predictBlend(fitted, table, predictModel)
  }
}
