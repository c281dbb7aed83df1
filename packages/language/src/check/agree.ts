import type { Checked, Convert } from '../ast/checked.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { parseDate } from '../vocabulary/calendar.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { moneyLiteral } from './check-literal.ts'
import { describeChecked } from './describe-checked.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

/**
 * Brings values that are compared or chosen between to one type: number literals beside money become money, other
 * numbers make the money a number; an instant beside a date becomes its calendar day.
 */
export function agree(values: readonly Checked[], scope: Scope): readonly Checked[] | undefined {
  const types = new Set(values.map(value => value.type))
  if (types.size === 1) return values
  if (isOnly(types, 'number', 'money')) return agreeOnMoney(values, scope)
  if (isOnly(types, 'date', 'instant'))
    return values.map(value => (value.type === 'instant' ? toDate(value) : value))
  refuseTypes(values, scope)
  return undefined
}

function isOnly(types: ReadonlySet<ValueType>, ...allowed: readonly ValueType[]): boolean {
  return [...types].every(type => allowed.includes(type))
}

function agreeOnMoney(values: readonly Checked[], scope: Scope): readonly Checked[] | undefined {
  const isExact = values.every(value => value.type === 'money' || value.kind === 'literal')
  if (!isExact) return values.map(toNumber)
  const converted = values.map(value => (value.kind === 'literal' ? moneyLiteral(value, scope) : value))
  return converted.every(value => value !== undefined) ? converted : undefined
}

/** Money as a number of currency units; a number as it is. */
export function toNumber(value: Checked): Checked {
  return value.type === 'money' ? convert(value, 'number', value.unknown) : value
}

/**
 * An instant as its calendar day in the workspace's zone; a date as it is. The day of an instant at the very end of
 * the years there are can lie beyond it, which is refused where the instant is written out.
 */
export function toDate(value: Checked): Checked {
  if (value.type !== 'instant') return value
  return convert(value, 'date', value.unknown || value.kind !== 'literal')
}

function convert(value: Checked, type: ValueType, unknown: boolean): Convert {
  return { kind: 'convert', value, type, unknown, span: value.span }
}

function refuseTypes(values: readonly Checked[], scope: Scope): void {
  const [left] = values
  const right = values.find(value => value.type !== left?.type)
  if (left === undefined || right === undefined) return
  const bare = [left, right].find(value => value.type === 'number' && value.kind === 'literal')
  if (bare?.kind === 'literal' && (left.type === 'duration' || right.type === 'duration')) {
    const units = `${bare.value}d for days, ${bare.value}h for hours`
    scope.problems.push(problem('missing_unit', bare.span, { given: String(bare.value), units }))
    return
  }
  const found = {
    left: describeChecked(left),
    leftType: typePhrase(left.type),
    right: describeChecked(right),
    rightType: typePhrase(right.type),
    hint: hintFor(left, right) ?? hintFor(right, left),
  }
  scope.problems.push(problem('types_differ', right.span, found))
}

function hintFor(value: Checked, other: Checked): string | undefined {
  if (other.kind === 'literal' && typeof other.value === 'string') return hintForText(value.type, other.value)
  if (value.type === 'text' && other.kind === 'literal' && typeof other.value !== 'object') {
    return other.type === 'number' ? `Write "${other.value}" in quotes.` : undefined
  }
  if (value.type === 'number' && other.type === 'duration') {
    return 'Compare with a number without a unit: `days_since(…)` is a number of days.'
  }
  if ((value.type === 'instant' || value.type === 'date') && other.type === 'duration') {
    return 'How long ago is `days_since(…)`, a number of days; or look for it in a window: `… in last 30d`.'
  }
  if (value.type === 'boolean' && other.type === 'number') {
    return 'A condition stands by itself; how often is `count(visit, 7d) >= 2`.'
  }
  return undefined
}

function hintForText(type: ValueType, text: string): string | undefined {
  if (type === 'tags') return `Write \`any of ("${text}")\`.`
  if (type === 'boolean') return 'Write `true` or `false`, without quotes.'
  if ((type === 'number' || type === 'money') && /^-?\d+(\.\d+)?$/.test(text))
    return `Write ${text} without quotes.`
  if (type === 'date' || type === 'instant') {
    return parseDate(text) === undefined
      ? 'Write a date such as 2026-11-21, without quotes.'
      : `Write ${text} without quotes.`
  }
  return undefined
}
