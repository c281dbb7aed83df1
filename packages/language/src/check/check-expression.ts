import type { Checked } from '../ast/checked.ts'
import type { ArgumentSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { checkArithmetic, checkNegative } from './check-arithmetic.ts'
import { checkCall } from './check-call.ts'
import { checkBetween, checkCompare, checkKnown } from './check-compare.ts'
import { checkInWindow } from './check-in-window.ts'
import { checkLiteral } from './check-literal.ts'
import { checkLogic, checkNot } from './check-logic.ts'
import { checkName, checkSegment, refusePropertyAsValue } from './check-name.ts'
import { checkInList, checkOneOf, checkTags } from './check-options.ts'
import { checkInside, checkNear } from './check-place-test.ts'
import { checkTop } from './check-rank.ts'
import { checkTextTest } from './check-text-test.ts'
import type { Scope } from './scope.ts'

/** Checks one part; what is wrong goes to the scope, and then there is no result. */
export function checkExpression(node: ArgumentSyntax, scope: Scope): Checked | undefined {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'boolean':
    case 'duration':
    case 'date':
    case 'instant':
      return checkLiteral(node, scope)
    case 'name':
      return checkName(node, scope)
    case 'property':
      return refusePropertyAsValue(node, scope)
    case 'segment':
      return checkSegment(node, scope)
    case 'call':
      return checkCall(node, scope)
    case 'negative':
      return checkNegative(node, scope)
    case 'arithmetic':
      return checkArithmetic(node, scope)
    case 'compare':
      return checkCompare(node, scope)
    case 'between':
      return checkBetween(node, scope)
    case 'one_of':
      return checkOneOf(node, scope)
    case 'in_list':
      return checkInList(node, scope)
    case 'in_window':
      return checkInWindow(node, scope)
    case 'text_test':
      return checkTextTest(node, scope)
    case 'tag_test':
      return checkTags(node, scope)
    case 'known_test':
      return checkKnown(node, scope)
    case 'near':
      return checkNear(node, scope)
    case 'inside':
      return checkInside(node, scope)
    case 'top':
      return checkTop(node, scope)
    case 'not':
      return checkNot(node, scope)
    case 'and':
    case 'or':
      return checkLogic(node, scope)
    case 'window':
      scope.problems.push(problem('window_out_of_place', node.span, { given: 'This' }))
      return undefined
    case 'sequence':
      scope.problems.push(problem('sequence_out_of_place', node.span, {}))
      return undefined
    case 'where':
      scope.problems.push(problem('where_out_of_place', node.span, {}))
      return undefined
  }
}
