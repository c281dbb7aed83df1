import { EngineError } from '../../errors.ts'
import type { FittedMethod } from '../../records/fitted-model.ts'
import type { ModelMethod } from '../../records/model-methods.ts'
import { byTree } from './by-tree.ts'
import { stacking, voting } from './ensembles.ts'
import type { LearningMethod } from './learned-model.ts'
import { supervisedMethods } from './supervised-methods.ts'

/** The plainest first: of equally good ones it is taken. */
const all: readonly LearningMethod[] = [...supervisedMethods, byTree, voting, stacking]

/** What `auto` compares: methods that have a formula and are quick enough to be tried with several settings. */
const automatic: ReadonlySet<FittedMethod> = new Set([
  'logistic',
  'ridge',
  'bayes',
  'tree',
  'forest',
  'boosting',
])

/**
 * The methods to try: the one that was asked for, or those that `auto` compares.
 *
 * @throws EngineError `method_not_for`
 */
export function methodsFor(asked: ModelMethod, answer: 'chance' | 'amount'): readonly LearningMethod[] {
  const fitting = all.filter(({ answers }) => answers.includes(answer))
  if (asked === 'auto') return fitting.filter(({ id }) => automatic.has(id))
  const found = fitting.filter(({ id }) => id === asked)
  if (found.length > 0) return found
  throw new EngineError('method_not_for', { method: asked, answer, methods: fitting.map(({ id }) => id) })
}
