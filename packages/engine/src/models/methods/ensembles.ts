import { fitStacking, fitVoting, type Member, methods } from '@kindred/learning'
import type { FitRequest, LearningMethod } from './learned-model.ts'
import { supervisedModel } from './supervised-model.ts'

/** Methods that err in different ways, each with a formula, as they are usually set. */
function membersFor(answer: 'chance' | 'amount'): readonly Member[] {
  const settings: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    [answer === 'chance' ? 'logistic' : 'ridge']: { penalty: 30 },
    boosting: { rounds: 100, rate: 0.05, leaves: 8, least: 5 },
    forest: { leaf: 20, trees: 60 },
  }
  return methods.flatMap(method => {
    const own = settings[method.id]
    return own === undefined ? [] : [{ method, settings: own }]
  })
}

function requestOf({ table, target, seed, watch }: FitRequest, answer: 'chance' | 'amount') {
  return { ...{ table, target, seed }, task: answer === 'chance' ? 'binary' : 'number', ...watch } as const
}

/** The mean of what a linear model, boosting and a forest foretell. */
export const voting: LearningMethod = {
  id: 'voting',
  answers: ['chance', 'amount'],
  hasFormula: true,
  settings: () => [{}],
  fit: (request, answer) => supervisedModel(fitVoting(requestOf(request, answer), membersFor(answer))),
}

/** The same, and a regression that learns from folds how far to trust each. */
export const stacking: LearningMethod = {
  ...voting,
  id: 'stacking',
  fit: (request, answer) => {
    const groups = request.customers && { groups: request.customers }
    return supervisedModel(fitStacking(requestOf(request, answer), membersFor(answer), groups ?? {}))
  },
}
