import {
  explainBoosting,
  explainForest,
  explainLinear,
  type FittedModel,
  predictModel,
} from '@kindred/learning'
import { formulaOf } from '../formula/formula-of.ts'
import type { Contributions, LearnedModel } from './learned-model.ts'

/** What one of learning's supervised methods learned. */
export function supervisedModel(fitted: FittedModel): LearnedModel {
  const contributions = contributionsOf(fitted)
  return {
    fitted,
    predict: table => predictModel(fitted, table),
    scorer: places => formulaOf(fitted, places),
    ...(contributions && { contributions }),
  }
}

/** Exact ones: weight × distance from the mean, or Shapley values of trees. */
function contributionsOf(fitted: FittedModel): LearnedModel['contributions'] | undefined {
  if (fitted.kind === 'linear')
    return table => told(fitted.task === 'binary' ? 'log_odds' : 'amount', explainLinear(fitted, table))
  if (fitted.kind === 'boosting')
    return table => told(fitted.task === 'binary' ? 'log_odds' : 'amount', explainBoosting(fitted, table))
  if (fitted.kind === 'forest')
    return table => told(fitted.task === 'binary' ? 'chance' : 'amount', explainForest(fitted, table))
  return undefined
}

function told(
  unit: Contributions['unit'],
  { columns, values }: Pick<Contributions, 'columns' | 'values'>,
): Contributions {
  return { unit, columns, values }
}
