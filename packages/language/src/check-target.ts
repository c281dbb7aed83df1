import type { Expression } from './ast/expression.ts'
import { checkAhead, type TargetResult } from './check/check-ahead.ts'
import { parse } from './parse/parse.ts'
import type { Vocabulary } from './vocabulary/vocabulary.ts'

export interface TargetText extends TargetResult {
  /** There when the text could be read. */
  readonly expression?: Expression
}

/**
 * From the text of what is to be foretold to what is read when its time has passed: at T + `ahead`, with the events after
 * T up to then, nothing else.
 *
 * @returns A condition, a number or an amount of money; or every problem of the text.
 *
 * @example
 * checkTarget('never(purchase) in next 90d', vocabulary).target
 * // { ahead: { amount: 90, unit: 'd' }, is: never(purchase, 90d) }
 */
export function checkTarget(text: string, vocabulary: Vocabulary): TargetText {
  const parsed = parse(text)
  if (!parsed.ok) return { problems: parsed.problems }
  return { expression: parsed.expression, ...checkAhead(parsed.expression, vocabulary) }
}
