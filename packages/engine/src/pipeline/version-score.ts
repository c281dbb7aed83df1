import type { Checked } from '@kindred/language'
import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { checkText } from '../discovery/features/check-text.ts'
import { EngineError } from '../errors.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import type { CurrentDefinitions } from './current-definitions.ts'

/**
 * The score of any version of a model, champion or not, as the definitions of today read what it is made from.
 *
 * @param output - Which of its answers, where it has several.
 * @throws EngineError `expression_wrong` of an answer that it does not have; `model_without_formula`, `model_broken` where what it reads is not defined any more
 */
export function versionScore(
  { definitions, compiled }: CurrentDefinitions,
  fitted: FittedModel,
  output?: string,
): Checked {
  const { id, version, method, scorer } = fitted
  if (scorer === undefined) throw new EngineError('model_without_formula', { model: id, version, method })
  const champions = { ...definitions.champions, [id]: { version } }
  const others = [...compiled.fitted.values()].filter(each => each.id !== id)
  const withIt = compileDefinitions({ ...definitions, champions }, [], [], [...others, fitted])
  const problem = withIt.problems.find(
    ({ severity, definition }) =>
      severity === 'error' && definition?.kind === 'champion' && definition.id === id,
  )
  if (problem !== undefined) throw new EngineError('model_broken', { model: id, first: problem.says })
  return checkText(
    withIt,
    'score',
    output === undefined ? `score(${id})` : `score(${id}, ${output})`,
    'number',
  )
}
