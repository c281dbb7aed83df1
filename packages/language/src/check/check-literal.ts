import type { Literal } from '../ast/checked.ts'
import type { DurationSyntax, Expression, NumberSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { durationMillis } from '../ast/resolve-window.ts'
import type { Span } from '../ast/span.ts'
import { DAY_MS, formatDate, isNameableDay, localDate, parseInstant } from '../vocabulary/calendar.ts'
import { LARGEST, MONEY_SCALE, type Value, type ValueType } from '../vocabulary/value.ts'
import type { Scope } from './scope.ts'

const MONEY_PLACES = 4
const NUMBER_DIGITS = 15

export type LiteralSyntax = Extract<
  Expression,
  { kind: 'number' | 'text' | 'boolean' | 'duration' | 'date' | 'instant' }
>

export function checkLiteral(node: LiteralSyntax, scope: Scope): Literal | undefined {
  switch (node.kind) {
    case 'number':
      return checkNumber(node, scope)
    case 'text':
      return literal('text', node.value, node.span)
    case 'boolean':
      return literal('boolean', node.value, node.span)
    case 'duration':
      return checkDuration(node, scope)
    case 'date':
      return literal('date', node.day, node.span)
    case 'instant':
      return checkInstant(node.text, node.span, scope)
  }
}

export function literal(type: ValueType, value: Value, span: Span): Literal {
  return { kind: 'literal', type, unknown: false, value, span }
}

function checkNumber(node: NumberSyntax, scope: Scope): Literal | undefined {
  const value = Number(node.text)
  if (Math.abs(value) > LARGEST) {
    const found = { given: node.text, largest: String(LARGEST) }
    scope.problems.push(problem('number_too_large', node.span, found))
    return undefined
  }
  const made = literal('number', value, node.span)
  scope.digits.set(made, node.text)
  return made
}

/** A duration is at most a hundred years. */
export const LONGEST_DURATION = 36_525 * DAY_MS

function checkDuration({ duration, span }: DurationSyntax, scope: Scope): Literal | undefined {
  const millis = durationMillis(duration)
  if (millis <= LONGEST_DURATION) return literal('duration', millis, span)
  const given = `${duration.amount}${duration.unit}`
  scope.problems.push(problem('duration_too_long', span, { given }))
  return undefined
}

function checkInstant(text: string, span: Span, scope: Scope): Literal | undefined {
  const { timezone } = scope.vocabulary
  const at = parseInstant(text, timezone)
  if (at !== undefined && isNameableInstant(at, timezone)) return literal('instant', at, span)
  scope.problems.push(problem('date_out_of_range', span, { given: text }))
  return undefined
}

/** Whether an instant's day is one that can be named, in the workspace's zone as in UTC. */
function isNameableInstant(at: number, timezone: string): boolean {
  return isNameableDay(Math.floor(at / DAY_MS)) && isNameableDay(localDate(at, timezone))
}

/** A number literal as money, exactly; more than four decimal places are refused. */
export function moneyLiteral(number: Literal, scope: Scope): Literal | undefined {
  const text = scope.digits.get(number) ?? String(number.value)
  const [whole = '', fraction = ''] = text.split('.')
  if (fraction.length > MONEY_PLACES) {
    scope.problems.push(problem('money_places', number.span, { given: text }))
    return undefined
  }
  const units = Number(whole + fraction.padEnd(MONEY_PLACES, '0'))
  if (!Number.isSafeInteger(units)) {
    const largest = String(LARGEST / MONEY_SCALE)
    scope.problems.push(problem('number_too_large', number.span, { given: text, largest }))
    return undefined
  }
  scope.digits.delete(number)
  // -0.0000 is plain nought.
  return literal('money', units === 0 ? 0 : units, number.span)
}

/** Number literals that stayed numbers and have more digits than a number keeps. */
export function refuseImprecise(scope: Scope): void {
  for (const [number, text] of scope.digits) {
    const significant = text.replace('-', '').replace('.', '').replace(/^0+/, '').length
    if (significant > NUMBER_DIGITS && !Number.isSafeInteger(number.value)) {
      scope.problems.push(problem('number_too_precise', number.span, { given: text }))
    }
  }
}

/** A literal as it is shown in a problem. */
export function shownLiteral(node: Literal): string {
  if (node.type === 'money' && typeof node.value === 'number') return String(node.value / MONEY_SCALE)
  if (node.type === 'date' && typeof node.value === 'number') return formatDate(node.value)
  if (node.type === 'duration' && typeof node.value === 'number') return shownDuration(node.value)
  return typeof node.value === 'string' ? `"${node.value}"` : String(node.value)
}

function shownDuration(millis: number): string {
  const units = [
    ['d', DAY_MS],
    ['h', 3_600_000],
    ['m', 60_000],
  ] as const
  const whole = units.find(([, size]) => millis % size === 0)
  return whole === undefined ? `${millis / 1000}s` : `${millis / whole[1]}${whole[0]}`
}
