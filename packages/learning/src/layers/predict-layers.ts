import { applyLinks } from '../calibration/apply-links.ts'
import type { Table } from '../matrix/table.ts'
import { applyPreparation } from '../preparation/apply-preparation.ts'
import { runLayers } from './apply-layers.ts'
import type { FittedLayers } from './fitted-layers.ts'

/**
 * What is foretold for every row: a probability where the task is binary, else a number.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × all weights.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60, 22, 61) }] }
 * const fitted = fitRbfSvm(ages, [0, 0, 1, 1, 0, 1], { random: seeded(1), features: 64 })
 * predictLayers(fitted, ages).map(Math.round) // [0, 0, 1, 1, 0, 1]
 */
export function predictLayers({ preparation, layers, links }: FittedLayers, table: Table): Float64Array {
  return applyLinks(links, runLayers(applyPreparation(preparation, table).matrix, layers))
}
