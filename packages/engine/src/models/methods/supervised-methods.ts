import { type Method, methods } from '@kindred/learning'
import { modelMethods } from '../../records/model-methods.ts'
import type { LearningMethod, MethodSettings } from './learned-model.ts'
import { supervisedModel } from './supervised-model.ts'

/** Of what is compared by folds more digits say nothing. */
const exactness: Readonly<Record<string, MethodSettings>> = { logistic: { tolerance: 1e-7 } }

/** Beside the usual ones: customers are many and features go together, so that smaller weights often do better. */
const settings: Readonly<Record<string, readonly MethodSettings[]>> = {
  logistic: [{}, { penalty: 30 }, { penalty: 300 }],
  ridge: [{}, { penalty: 100 }],
  // Trees that are small enough to be computed for everybody, live and in SQL.
  forest: [
    { leaf: 20, trees: 100 },
    { leaf: 60, trees: 100 },
  ],
  boosting: [
    { rounds: 100, rate: 0.05, leaves: 8, least: 5 },
    { rounds: 100, rate: 0.1, leaves: 8, least: 5 },
    { rounds: 60, rate: 0.1, leaves: 31, least: 5 },
  ],
}

/** Where a search may look: formulas have to stay small enough to be computed for everybody. */
const spaces: Readonly<Record<string, Method['space']>> = {
  forest: { leaf: { from: 20, to: 200, byFactor: true, whole: true } },
  boosting: {
    rounds: { from: 30, to: 200, byFactor: true, whole: true },
    rate: { from: 0.02, to: 0.3, byFactor: true },
    leaves: { from: 4, to: 31, byFactor: true, whole: true },
    l2: { from: 0.1, to: 100, byFactor: true },
  },
}

/** Learning's own list of methods, as models are trained by them; the plainest first. */
export const supervisedMethods: readonly LearningMethod[] = methods.flatMap(toLearningMethod)

function toLearningMethod(method: Method): LearningMethod[] {
  const id = modelMethods.find(each => each === method.id)
  if (id === undefined || id === 'auto') return []
  return [
    {
      id,
      answers: method.tasks.map(task => (task === 'binary' ? ('chance' as const) : ('amount' as const))),
      hasFormula: id !== 'neighbours',
      settings: () => settings[id] ?? [{}],
      searched: { ...method, space: spaces[id] ?? method.space },
      fit: ({ table, target, settings: given, seed, watch }, answer) =>
        supervisedModel(
          method.fit({
            ...{ table, target, seed, settings: { ...exactness[id], ...given } },
            task: answer === 'chance' ? 'binary' : 'number',
            ...watch,
          }),
        ),
    },
  ]
}
