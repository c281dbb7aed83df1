import { explainLinear, type FittedLinear, predictLinear } from '@kindred/learning'
import { linearScorer } from '../formula/linear-scorer.ts'
import type { LearnedModel } from './learned-model.ts'

/** A weighted sum of prepared features, as a learned model. */
export function linearModel(fitted: FittedLinear): LearnedModel {
  return {
    fitted,
    predict: table => predictLinear(fitted, table),
    scorer: places => linearScorer(fitted, places),
    contributions: table => explainLinear(fitted, table),
  }
}
