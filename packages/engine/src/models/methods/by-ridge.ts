import { fitRidge } from '@kindred/learning'
import type { LearningMethod } from './learned-model.ts'
import { linearModel } from './linear-model.ts'

/** Ridge regression: a weighted sum with small weights. */
export const byRidge: LearningMethod = {
  id: 'ridge',
  answers: ['amount'],
  hasFormula: true,
  settings: () => [{ penalty: 1 }, { penalty: 100 }],
  fit: ({ table, target, settings, watch }) =>
    linearModel(fitRidge(table, target, { ...settings, ...watch })),
}
