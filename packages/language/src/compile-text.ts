import type { Checked } from './ast/checked.ts'
import type { Expression } from './ast/expression.ts'
import type { Problem } from './ast/problem.ts'
import { check } from './check/check.ts'
import { parse } from './parse/parse.ts'
import type { ValueType } from './vocabulary/value.ts'
import type { Vocabulary } from './vocabulary/vocabulary.ts'

export interface CompiledText {
  /** There when the text could be read. */
  readonly expression?: Expression
  /** There when the text could be read and checked: no problem is an error. */
  readonly checked?: Checked
  readonly problems: readonly Problem[]
}

/**
 * From text to checked tree: `parse`, then `check`.
 *
 * @example
 * const { checked, problems } = compileText('count(visit, 7d) >= 3', vocabulary, 'boolean')
 */
export function compileText(
  text: string,
  vocabulary: Vocabulary,
  want?: ValueType | readonly ValueType[],
): CompiledText {
  const parsed = parse(text)
  if (!parsed.ok) return { problems: parsed.problems }
  return { expression: parsed.expression, ...check(parsed.expression, vocabulary, want) }
}
