import type { Arithmetic, Convert } from '../ast/checked.ts'
import {
  DAY_MS,
  FIRST_DAY,
  FIRST_INSTANT,
  LAST_DAY,
  LAST_INSTANT,
  localDate,
} from '../vocabulary/calendar.ts'
import { LARGEST_AMOUNT, MONEY_SCALE, type Value, type ValueType } from '../vocabulary/value.ts'
import { addMoney, currencyUnits, type Money, money, subtractMoney } from './exact-money.ts'
import { number, quantity } from './held-value.ts'
import type { Compile, Evaluate } from './run.ts'

type Operate = (left: Value, right: Value) => Value | undefined

export function compileArithmetic(node: Arithmetic, compile: Compile): Evaluate {
  const left = compile.value(node.left)
  const right = compile.value(node.right)
  const operate = operation(node)
  return run => {
    const a = left(run)
    const b = right(run)
    return a === undefined || b === undefined ? undefined : operate(a, b)
  }
}

function operation(node: Arithmetic): Operate {
  if (node.left.type === 'money') return moneyOperation(node.operator)
  if (node.type === 'date') return dateOperation(node.operator)
  if (node.type === 'instant') return instantOperation(node.operator)
  const operate = floats[node.operator]
  return (a, b) => finite(operate(number(a), number(b)))
}

const floats: Record<Arithmetic['operator'], (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  // Division by −0 and by 0 is not finite, and so unknown.
  '/': (a, b) => a / b,
}

function moneyOperation(operator: Arithmetic['operator']): Operate {
  if (operator === '+') return (a, b) => holdable(addMoney(quantity(a), quantity(b)))
  if (operator === '-') return (a, b) => holdable(subtractMoney(quantity(a), quantity(b)))
  return (a, b) => finite(floats[operator](Number(quantity(a)), Number(quantity(b))))
}

function dateOperation(operator: Arithmetic['operator']): Operate {
  return (a, b) => between(floats[operator](number(a), number(b) / DAY_MS), FIRST_DAY, LAST_DAY)
}

function instantOperation(operator: Arithmetic['operator']): Operate {
  return (a, b) => between(floats[operator](number(a), number(b)), FIRST_INSTANT, LAST_INSTANT)
}

/** A day or an instant that no store could hold is unknown. */
function between(result: number, low: number, high: number): number | undefined {
  return result >= low && result <= high ? result + 0 : undefined
}

/** So is an amount. */
function holdable(amount: Money): Money | undefined {
  if (typeof amount === 'number') return amount
  return amount >= -LARGEST_AMOUNT && amount <= LARGEST_AMOUNT ? amount : undefined
}

/** A result that is not a number any more is unknown. −0 becomes 0, so that nothing can tell them apart. */
export function finite(result: number): number | undefined {
  return Number.isFinite(result) ? result + 0 : undefined
}

export function compileConvert(node: Convert, compile: Compile, timezone: string): Evaluate {
  const value = compile.value(node.value)
  const convert = conversion(node.value.type, node.type, timezone)
  return run => {
    const v = value(run)
    return v === undefined ? undefined : convert(v)
  }
}

function conversion(from: ValueType, to: ValueType, timezone: string): (value: Value) => Value | undefined {
  if (from === 'instant' && to === 'date')
    return value => between(localDate(number(value), timezone), FIRST_DAY, LAST_DAY)
  if (from === 'money' && to === 'number') return value => currencyUnits(quantity(value))
  if (from === 'number' && to === 'money') return value => literalMoney(number(value))
  return value => value
}

/** The checker lets a number become money only where it has at most four decimal places. */
function literalMoney(value: number): Value {
  return money(BigInt(Math.round(value * MONEY_SCALE)))
}
