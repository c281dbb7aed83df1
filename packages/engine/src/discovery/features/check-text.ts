import { type Checked, compileText, type ValueType } from '@kindred/language'
import type { CompiledDefinitions } from '../../catalog/compile/compiled-definitions.ts'
import { EngineError } from '../../errors.ts'

/**
 * An expression that somebody asked with.
 *
 * @param what - What it was given as: `population`, `features`.
 * @throws EngineError `expression_wrong` with the first problem and its place
 */
export function checkText(
  { vocabulary }: Pick<CompiledDefinitions, 'vocabulary'>,
  what: string,
  text: string,
  want?: ValueType,
): Checked {
  const { checked, problems } = compileText(text, vocabulary, want)
  if (checked !== undefined) return checked
  const [first] = problems
  throw new EngineError('expression_wrong', {
    what,
    text,
    column: first?.span.column ?? 1,
    says: first?.says ?? 'It cannot be read.',
    remedy: first?.remedy ?? 'Write an expression of the segment language.',
  })
}
