import type { Checked } from '../ast/checked.ts'
import type { CallSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { agree } from './agree.ts'
import { checkExpression } from './check-expression.ts'
import { checkCondition } from './check-logic.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

/** `if(condition, then, otherwise)` */
export function checkChoice(node: CallSyntax, scope: Scope): Checked | undefined {
  const [test, yes, no, ...rest] = node.arguments
  if (test === undefined || yes === undefined || no === undefined || rest.length > 0) {
    const found = { function: 'if', given: node.arguments.length, wanted: 'a condition and two values' }
    const example = 'if(age(birth_date) < 26, "young", "adult")'
    scope.problems.push(problem('wrong_argument_count', node.span, { ...found, example }))
    return undefined
  }
  const condition = checkCondition(test, scope)
  const branches = [checkExpression(yes, scope), checkExpression(no, scope)]
  const known = branches.filter(branch => branch !== undefined)
  const [left, right] = known.length === 2 ? (agree(known, scope) ?? []) : []
  if (condition === undefined || left === undefined || right === undefined) return undefined
  if (left.type === 'place' || left.type === 'tags') {
    const found = { operator: 'if', type: typePhrase(left.type), wanted: 'single values' }
    scope.problems.push(problem('operand_type', left.span, found))
    return undefined
  }
  const unknown = left.unknown || right.unknown
  return {
    kind: 'choice',
    condition,
    whenTrue: left,
    otherwise: right,
    type: left.type,
    unknown,
    span: node.span,
  }
}
