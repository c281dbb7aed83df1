import { type FittedBoosting, fitBoosting, predictBoosting, seeded } from '@kindred/learning'
import { valueTreesScorer } from '../formula/value-trees-scorer.ts'
import type { LearnedModel, LearningMethod } from './learned-model.ts'

/** Trees are added until rows held out say that no more is gained. */
const STOPPING = { share: 0.15, patience: 20 }

/** Gradient boosting: many small trees, each mending what those before it got wrong. */
export const byBoosting: LearningMethod = {
  id: 'boosting',
  answers: ['chance', 'amount'],
  hasFormula: true,
  settings: () => [
    { rounds: 300, rate: 0.05, leaves: 8, least: 5 },
    { rounds: 300, rate: 0.05, leaves: 31, least: 5 },
  ],
  fit: ({ table, target, settings, seed, watch }, answer) =>
    boostingModel(
      fitBoosting(table, target, {
        task: answer === 'chance' ? 'binary' : 'number',
        random: seeded(seed),
        stopping: STOPPING,
        ...settings,
        ...watch,
      }),
    ),
}

export function boostingModel(fitted: FittedBoosting): LearnedModel {
  return {
    fitted,
    predict: table => predictBoosting(fitted, table),
    scorer: places => valueTreesScorer({ ...fitted, factor: 1 }, places),
  }
}
