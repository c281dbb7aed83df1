import { regressionFigures, rocAuc } from '@kindred/learning'
import type { FigureName } from '../../records/fitted-model.ts'

/** What methods are chosen by: how well yes is told from no, or how far off amounts are. */
export interface LeadingFigure {
  readonly name: FigureName
  /** Whether more of it is better. */
  readonly higherIsBetter: boolean
  of(target: Float64Array, predicted: Float64Array): number
}

const auc: LeadingFigure = {
  name: 'auc',
  higherIsBetter: true,
  of: (target, chances) => rocAuc(target, chances),
}

const rmse: LeadingFigure = {
  name: 'rmse',
  higherIsBetter: false,
  of: (target, amounts) => regressionFigures(target, amounts).rmse,
}

export function leadingFigure(answer: 'chance' | 'amount'): LeadingFigure {
  return answer === 'chance' ? auc : rmse
}

/** How much better one value is than another; below 0 where it is worse. */
export function gainOver({ higherIsBetter }: LeadingFigure, value: number, other: number): number {
  return higherIsBetter ? value - other : other - value
}
