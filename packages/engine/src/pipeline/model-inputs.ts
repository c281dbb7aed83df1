import type { Checked } from '@kindred/language'
import { checkText } from '../discovery/features/check-text.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import type { CurrentDefinitions } from './current-definitions.ts'

/** What a fitted model reads, as the definitions of today understand it. @throws EngineError `expression_wrong` */
export function modelInputs(
  { compiled }: CurrentDefinitions,
  { inputs }: Pick<FittedModel, 'inputs'>,
): ReadonlyMap<string, Checked> {
  return new Map(inputs.map(({ name, is }) => [name, checkText(compiled, name, is)]))
}
