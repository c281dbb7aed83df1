import type { Arithmetic, Checked } from '../ast/checked.ts'
import type { ArithmeticSyntax, NegativeSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { DAY_MS } from '../vocabulary/calendar.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { agree, toDate, toNumber } from './agree.ts'
import { checkExpression } from './check-expression.ts'
import { literal, shownLiteral } from './check-literal.ts'
import { canOverflow } from './magnitude.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

type Operator = Arithmetic['operator']

export function checkArithmetic(node: ArithmeticSyntax, scope: Scope): Checked | undefined {
  const left = checkExpression(node.left, scope)
  const right = checkExpression(node.right, scope)
  if (left === undefined || right === undefined) return undefined
  const sides =
    isNumeric(left) && isNumeric(right)
      ? numericSides(node.operator, left, right, scope)
      : timeSides(node, left, right, scope)
  return (
    sides &&
    withUnknown({ kind: 'arithmetic', operator: node.operator, ...sides, unknown: false, span: node.span })
  )
}

/** `-x` is nought less x. */
export function checkNegative(node: NegativeSyntax, scope: Scope): Checked | undefined {
  const right = checkExpression(node.operand, scope)
  if (right === undefined) return undefined
  if (!isNumeric(right)) {
    const found = { operator: '-', type: typePhrase(right.type), wanted: 'a number or an amount of money' }
    scope.problems.push(problem('operand_type', right.span, found))
    return undefined
  }
  const left = literal(right.type, 0, node.span)
  return withUnknown({
    kind: 'arithmetic',
    operator: '-',
    left,
    right,
    type: right.type,
    unknown: false,
    span: node.span,
  })
}

interface Sides {
  readonly left: Checked
  readonly right: Checked
  readonly type: ValueType
}

function isNumeric(node: Checked): boolean {
  return node.type === 'number' || node.type === 'money'
}

function withUnknown(node: Arithmetic): Arithmetic {
  const isSafeDivisor = node.right.kind === 'literal' && node.right.value !== 0
  const divides = node.operator === '/' && !isSafeDivisor
  const unknown = node.left.unknown || node.right.unknown || divides || canOverflow(node)
  return { ...node, unknown }
}

function numericSides(operator: Operator, left: Checked, right: Checked, scope: Scope): Sides | undefined {
  if (operator === '+' || operator === '-') {
    const [a, b] = agree([left, right], scope) ?? []
    return a && b && { left: a, right: b, type: a.type }
  }
  if (left.type === 'money' && right.type === 'money') {
    if (operator === '/') return { left, right, type: 'number' }
    refuse(operator, left, right, 'Money times money is no money: multiply by a number.', scope)
    return undefined
  }
  if (operator === '/' && right.type === 'money' && left.type === 'number') {
    return { left, right: toNumber(right), type: 'number' }
  }
  return { left: toNumber(left), right: toNumber(right), type: 'number' }
}

/** Dates, instants and durations: what can be added to and taken from what. */
function timeSides(
  { operator }: ArithmeticSyntax,
  left: Checked,
  right: Checked,
  scope: Scope,
): Sides | undefined {
  const isSum = operator === '+' || operator === '-'
  if (isSum && right.type === 'duration' && left.type === 'instant') return { left, right, type: 'instant' }
  if (isSum && right.type === 'duration' && left.type === 'date') return dateShift(left, right, scope)
  if (operator === '-' && left.type === 'instant' && right.type === 'instant') {
    return { left, right, type: 'duration' }
  }
  if (operator === '-' && isTime(left) && isTime(right)) {
    return { left: toDate(left), right: toDate(right), type: 'number' }
  }
  if (isSum && isTime(left) && right.kind === 'literal' && right.type === 'number') {
    const given = shownLiteral(right)
    scope.problems.push(
      problem('missing_unit', right.span, { given, units: `${given}d for days, ${given}h for hours` }),
    )
    return undefined
  }
  refuse(operator, left, right, hintFor(left, right), scope)
  return undefined
}

function isTime(node: Checked): boolean {
  return node.type === 'date' || node.type === 'instant'
}

function dateShift(left: Checked, right: Checked, scope: Scope): Sides | undefined {
  const isWhole = right.kind === 'literal' && Number(right.value) % DAY_MS === 0
  if (isWhole) return { left, right, type: 'date' }
  const given = right.kind === 'literal' ? `${Number(right.value) / 3_600_000}h` : 'A difference of instants'
  const write = 'a number of days or weeks: 2d, 1w'
  scope.problems.push(problem('whole_days_expected', right.span, { given, write }))
  return undefined
}

function hintFor(left: Checked, right: Checked): string {
  if (left.type === 'text' || right.type === 'text')
    return 'Numbers stand without quotes; texts cannot be joined.'
  if (left.type === 'duration') return 'The date or instant stands first: `last(visit) + 30d`.'
  return 'Arithmetic is for numbers and money; dates and instants take durations: `contract_end - 30d`.'
}

function refuse(operator: Operator, left: Checked, right: Checked, hint: string, scope: Scope): void {
  const found = { operator, leftType: typePhrase(left.type), rightType: typePhrase(right.type), hint }
  scope.problems.push(problem('arithmetic_types', right.span, found))
}
