import type { Call } from '../ast/checked.ts'
import { ageInYears, DAY_MS, localDate, type Zone } from '../vocabulary/calendar.ts'
import type { Value } from '../vocabulary/value.ts'
import { finite } from './compile-arithmetic.ts'
import { absoluteMoney, roundMoney } from './exact-money.ts'
import { codePoints, lowerCase } from './fold-text.ts'
import { number, quantity, text } from './held-value.ts'
import { roundHalfAway } from './round-half-away.ts'
import { type Compile, type Evaluate, oncePerInstant } from './run.ts'

export function compileCall(node: Call, compile: Compile, zone: Zone): Evaluate {
  const values = node.arguments.map(argument => compile.value(argument))
  if (node.function === 'coalesce') return firstKnown(values)
  const call = callOf(node, zone)
  return run => {
    const known: Value[] = []
    for (const value of values) {
      const v = value(run)
      if (v === undefined) return undefined
      known.push(v)
    }
    return call(known, run.asOf)
  }
}

function firstKnown(values: readonly Evaluate[]): Evaluate {
  return run => {
    for (const value of values) {
      const v = value(run)
      if (v !== undefined) return v
    }
    return undefined
  }
}

type ApplyCall = (known: readonly Value[], asOf: number) => Value | undefined

function callOf(node: Call, zone: Zone): ApplyCall {
  switch (node.function) {
    case 'abs':
      return ([value]) => absolute(argument(value))
    case 'round':
      return ([value, places]) => rounded(node, argument(value), places === undefined ? 0 : number(places))
    case 'min':
      return values => values.reduce((a, b) => (quantity(b) < quantity(a) ? b : a))
    case 'max':
      return values => values.reduce((a, b) => (quantity(b) > quantity(a) ? b : a))
    case 'lower':
      return ([value]) => lowerCase(text(argument(value)))
    case 'length':
      return ([value]) => codePoints(text(argument(value)))
    case 'age':
    case 'days_since':
      return timeCall(node, zone)
    case 'coalesce':
      return ([value]) => value
  }
}

function argument(value: Value | undefined): Value {
  if (value === undefined) throw new RangeError('A function was called without its argument.')
  return value
}

function absolute(value: Value): Value {
  return typeof value === 'bigint' ? absoluteMoney(value) : Math.abs(number(value))
}

function rounded(node: Call, value: Value, places: number): Value | undefined {
  if (node.type === 'money') return roundMoney(quantity(value), places)
  return finite(roundHalfAway(number(value), places))
}

function timeCall(node: Call, zone: Zone): ApplyCall {
  const today = oncePerInstant(asOf => localDate(asOf, zone.timezone))
  if (node.function === 'age') return ([value], asOf) => ageInYears(number(argument(value)), today(asOf))
  if (node.arguments[0]?.type === 'date') return ([value], asOf) => today(asOf) - number(argument(value))
  return ([value], asOf) => (asOf - number(argument(value))) / DAY_MS
}
