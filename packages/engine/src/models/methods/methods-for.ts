import { EngineError } from '../../errors.ts'
import type { ModelMethod } from '../../records/model-methods.ts'
import { byLogistic } from './by-logistic.ts'
import { byRidge } from './by-ridge.ts'
import { byTree } from './by-tree.ts'
import type { LearningMethod } from './learned-model.ts'

/** The plainest first: of equally good ones it is taken. */
const all: readonly LearningMethod[] = [byLogistic, byRidge, byTree]

/**
 * The methods to try: the one that was asked for, or those that `auto` compares.
 *
 * @throws EngineError `method_not_for`
 */
export function methodsFor(asked: ModelMethod, answer: 'chance' | 'amount'): readonly LearningMethod[] {
  const fitting = all.filter(({ answers }) => answers.includes(answer))
  if (asked === 'auto') return fitting
  const found = fitting.filter(({ id }) => id === asked)
  if (found.length > 0) return found
  throw new EngineError('method_not_for', { method: asked, answer, methods: fitting.map(({ id }) => id) })
}
