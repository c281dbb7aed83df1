import { explainLinear, type FittedModel, predictModel } from '@kindred/learning'
import { formulaOf } from '../formula/formula-of.ts'
import type { LearnedModel } from './learned-model.ts'

/** What one of learning's supervised methods learned. */
export function supervisedModel(fitted: FittedModel): LearnedModel {
  return {
    fitted,
    predict: table => predictModel(fitted, table),
    scorer: places => formulaOf(fitted, places),
    ...(fitted.kind === 'linear' && { contributions: table => explainLinear(fitted, table) }),
  }
}
