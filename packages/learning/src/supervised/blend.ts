import { applyLinks } from '../calibration/apply-links.ts'
import type { Link } from '../calibration/link.ts'
import type { Task } from '../matrix/require-target.ts'
import type { Table } from '../matrix/table.ts'
import type { FittedModel } from './fitted-model.ts'

/** Several models that answer together: bias + Σ weight · answer, then the links. */
export interface FittedBlend {
  readonly kind: 'blend'
  readonly version: 1
  readonly method: 'voting' | 'stacking'
  readonly task: Task
  readonly of: readonly FittedModel[]
  readonly weights: readonly number[]
  readonly bias: number
  readonly links: readonly Link[]
}

export function predictBlend(
  { of, weights, bias, links }: FittedBlend,
  table: Table,
  predict: (fitted: FittedModel, table: Table) => Float64Array,
): Float64Array {
  const answers = of.map(each => predict(each, table))
  const sums = answers[0]!.map((_, row) =>
    answers.reduce((sum, list, at) => sum + weights[at]! * list[row]!, bias),
  )
  return applyLinks(links, sums)
}
