import type { Checked } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import type { Expression } from '../ast/expression.ts'
import type { Problem } from '../ast/problem.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { ValueType } from '../vocabulary/value.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { checkExpression } from './check-expression.ts'
import { refuseImprecise } from './check-literal.ts'
import { asCondition } from './check-logic.ts'
import { type Scope, scopeOf } from './scope.ts'
import { typePhrase, typePhrases } from './type-phrase.ts'
import { warnOfNegations } from './warn-of-negations.ts'

/** With all it refers to, an expression is at most this deep: every reading walks it on the stack. */
const DEEPEST = 1000

export interface CheckResult {
  /** There is one exactly when no problem is an error. */
  readonly checked?: Checked
  /** In the order of their places. Warnings may come with a result. */
  readonly problems: readonly Problem[]
}

/**
 * Resolves the names of an expression, makes its types agree and fills in its defaults.
 *
 * @param want - The type, or one of the types, that the expression has to be of; any when absent.
 *
 * @example
 * check(expression, vocabulary, 'boolean')
 * // { checked: { kind: 'compare', … }, problems: [] }
 */
export function check(
  expression: Expression,
  vocabulary: Vocabulary,
  want?: ValueType | readonly ValueType[],
): CheckResult {
  const scope = scopeOf(vocabulary)
  return concluded(expression, checkExpression(expression, scope), want, scope)
}

/** What is to be said of an expression as a whole once its parts have been checked. */
export function concluded(
  expression: Expression,
  found: Checked | undefined,
  want: ValueType | readonly ValueType[] | undefined,
  scope: Scope,
): CheckResult {
  const checked = found && wanted(found, want, scope)
  if (checked !== undefined && depthOf(checked) > DEEPEST) {
    scope.problems.push(problem('definitions_too_deep', expression.span, { limit: DEEPEST }))
  } else if (checked !== undefined) warnOfNegations(checked, scope)
  refuseImprecise(scope)
  const problems = scope.problems.toSorted(byPlace)
  const failed = checked === undefined || problems.some(({ severity }) => severity === 'error')
  return failed ? { problems } : { checked: freeze(checked), problems }
}

function byPlace(a: Problem, b: Problem): number {
  return a.span.line - b.span.line || a.span.column - b.span.column
}

function wanted(
  checked: Checked,
  want: ValueType | readonly ValueType[] | undefined,
  scope: Scope,
): Checked | undefined {
  const types: readonly ValueType[] =
    want === undefined ? [checked.type] : typeof want === 'string' ? [want] : want
  if (types.includes(checked.type)) {
    return want === 'boolean' ? asCondition(checked, scope) : checked
  }
  const phrase = want === 'boolean' ? 'a condition' : typePhrases(types)
  scope.problems.push(problem('wrong_type', checked.span, { type: typePhrase(checked.type), wanted: phrase }))
  return undefined
}

const depths = new WeakMap<Checked, number>()

function depthOf(node: Checked): number {
  const known = depths.get(node)
  if (known !== undefined) return known
  const depth = 1 + checkedPartsOf(node).reduce((deepest, part) => Math.max(deepest, depthOf(part)), 0)
  depths.set(node, depth)
  return depth
}

/** What a reference stands for was made, and frozen, by another check. */
const REFERRED: ReadonlySet<string> = new Set(['is', 'when', 'of', 'inputs'])

function freeze<T extends object>(made: T): T {
  if (Object.isFrozen(made)) return made
  Object.freeze(made)
  for (const [key, part] of Object.entries(made)) {
    if (typeof part === 'object' && part !== null && !REFERRED.has(key)) freeze(part)
  }
  return made
}
