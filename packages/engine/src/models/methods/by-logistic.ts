import { fitLogistic } from '@kindred/learning'
import type { LearningMethod } from './learned-model.ts'
import { linearModel } from './linear-model.ts'

/** Logistic regression: every feature adds to the log odds. */
export const byLogistic: LearningMethod = {
  id: 'logistic',
  answers: ['chance'],
  hasFormula: true,
  settings: () => [{ penalty: 1 }, { penalty: 30 }, { penalty: 300 }],
  fit: ({ table, target, settings, watch }) =>
    linearModel(fitLogistic(table, target, { ...settings, ...watch })),
}
