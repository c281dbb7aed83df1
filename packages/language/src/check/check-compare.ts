import type { Checked } from '../ast/checked.ts'
import type { BetweenSyntax, CompareSyntax, KnownTestSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { agree } from './agree.ts'
import { checkClass } from './check-class.ts'
import { checkExpression } from './check-expression.ts'
import { shownLiteral } from './check-literal.ts'
import { checkRank, checkRankCompare, isRank } from './check-rank.ts'
import { describeChecked } from './describe-checked.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

const ORDERED: readonly ValueType[] = ['number', 'money', 'date', 'instant', 'duration']

export function checkCompare(node: CompareSyntax, scope: Scope): Checked | undefined {
  const rank = checkRankCompare(node, scope)
  if (rank !== 'no rank') return rank
  const given = [checkExpression(node.left, scope), checkExpression(node.right, scope)]
  const known = given.filter(side => side !== undefined)
  const [left, right] = known.length === 2 ? (agree(known, scope) ?? []) : []
  if (left === undefined || right === undefined) return undefined
  if (node.operator !== '=' && node.operator !== '!=' && !hasOrder(left, node.operator, scope))
    return undefined
  if (!checkClass(left, [right], scope) || !checkClass(right, [left], scope)) return undefined
  return {
    kind: 'compare',
    operator: node.operator,
    left,
    right,
    type: 'boolean',
    unknown: false,
    span: node.span,
  }
}

export function checkBetween(node: BetweenSyntax, scope: Scope): Checked | undefined {
  if (isRank(node.value)) {
    return checkRank(node.value, 'between', [node.low, node.high], node.span, scope)
  }
  const given = [node.value, node.low, node.high].map(part => checkExpression(part, scope))
  const known = given.filter(part => part !== undefined)
  const [value, low, high] = known.length === 3 ? (agree(known, scope) ?? []) : []
  if (value === undefined || low === undefined || high === undefined) return undefined
  if (!hasOrder(value, 'between', scope)) return undefined
  if (low.kind === 'literal' && high.kind === 'literal' && low.value > high.value) {
    const found = { low: shownLiteral(low), high: shownLiteral(high) }
    scope.problems.push(problem('empty_range', node.span, found))
  }
  return { kind: 'between', value, low, high, type: 'boolean', unknown: false, span: node.span }
}

function hasOrder(value: Checked, operator: string, scope: Scope): boolean {
  if (ORDERED.includes(value.type)) return true
  const hint =
    value.type === 'text'
      ? 'Write `=`, `in ("a", "b")`, `starts with` or `contains`.'
      : 'Write `=` or `!=`, or a test made for it.'
  const found = { type: typePhrase(value.type), operator, hint }
  scope.problems.push(problem('no_order', value.span, found))
  return false
}

export function checkKnown(node: KnownTestSyntax, scope: Scope): Checked | undefined {
  const value = checkExpression(node.value, scope)
  if (value === undefined) return undefined
  if (!value.unknown) {
    const found = { given: describeChecked(value), known: node.known }
    scope.problems.push(problem('always_known', node.span, found))
  }
  return { kind: 'known_test', value, known: node.known, type: 'boolean', unknown: false, span: node.span }
}
