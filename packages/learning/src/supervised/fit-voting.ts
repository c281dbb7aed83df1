import { deepFreeze } from '../deep-freeze.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { FittedBlend } from './blend.ts'
import type { FitRequest, Method, Settings } from './method.ts'

/** One of several that answer together. */
export interface Member {
  readonly method: Method
  readonly settings?: Settings
  /** How much its answer counts. Default 1. */
  readonly weight?: number
}

/**
 * The mean of what several methods foretell: their errors partly cancel out.
 *
 * @throws LearningError what a method refuses; `bad_option`
 *
 * Checked: scikit-learn's VotingClassifier does the same with `soft` voting.
 * Cost: a fit each.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60) }] }
 * const members = methods.filter(({ id }) => id === 'logistic' || id === 'bayes').map(method => ({ method }))
 * fitVoting({ table: ages, target: [0, 0, 1, 1], task: 'binary', seed: 1 }, members).weights // [0.5, 0.5]
 */
export function fitVoting(request: FitRequest, members: readonly Member[]): FittedBlend {
  requireOption('members', members.length, { least: 1, whole: true })
  for (const { weight = 1 } of members) requireOption('weight', weight, { above: 0 })
  const all = members.reduce((sum, { weight = 1 }) => sum + weight, 0)
  return deepFreeze({
    kind: 'blend',
    version: 1,
    method: 'voting',
    task: request.task,
    of: members.map(({ method, settings = {} }) => method.fit({ ...request, settings })),
    weights: members.map(({ weight = 1 }) => weight / all),
    bias: 0,
    links: [],
  })
}
