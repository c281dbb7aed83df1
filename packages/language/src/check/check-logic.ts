import type { Checked, Compare } from '../ast/checked.ts'
import type { ArgumentSyntax, LogicSyntax, NotSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { checkExpression } from './check-expression.ts'
import { literal } from './check-literal.ts'
import { describeChecked } from './describe-checked.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

export function checkLogic(node: LogicSyntax, scope: Scope): Checked | undefined {
  const operands = node.operands.map(operand => checkCondition(operand, scope))
  if (!operands.every(operand => operand !== undefined)) return undefined
  return { kind: node.kind, operands, type: 'boolean', unknown: false, span: node.span }
}

export function checkNot(node: NotSyntax, scope: Scope): Checked | undefined {
  const operand = checkCondition(node.operand, scope)
  return operand && { kind: 'not', operand, type: 'boolean', unknown: false, span: node.span }
}

/** An expression standing where it has to be true or false. */
export function checkCondition(node: ArgumentSyntax, scope: Scope): Checked | undefined {
  const checked = checkExpression(node, scope)
  return checked && asCondition(checked, scope)
}

/** A boolean that can be unknown becomes `… = true`: no reading has to decide what unknown means. */
export function asCondition(checked: Checked, scope: Scope): Checked | undefined {
  if (checked.type !== 'boolean') {
    const found = { given: describeChecked(checked), type: typePhrase(checked.type) }
    scope.problems.push(problem('not_a_condition', checked.span, found))
    return undefined
  }
  return checked.unknown ? isTrue(checked) : checked
}

function isTrue(left: Checked): Compare {
  const right = literal('boolean', true, left.span)
  return { kind: 'compare', operator: '=', left, right, type: 'boolean', unknown: false, span: left.span }
}
