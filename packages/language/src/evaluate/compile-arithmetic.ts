import type { Arithmetic, Convert } from '../ast/checked.ts'
import { DAY_MS, localDate } from '../vocabulary/calendar.ts'
import { MONEY_SCALE, type Value, type ValueType } from '../vocabulary/value.ts'
import { addMoney, currencyUnits, money, subtractMoney } from './exact-money.ts'
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
  if (node.left.type === 'date' && node.right.type === 'duration') return dateOperation(node.operator)
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
  if (operator === '+') return (a, b) => addMoney(quantity(a), quantity(b))
  if (operator === '-') return (a, b) => subtractMoney(quantity(a), quantity(b))
  return (a, b) => finite(floats[operator](Number(quantity(a)), Number(quantity(b))))
}

function dateOperation(operator: Arithmetic['operator']): Operate {
  return (a, b) => finite(floats[operator](number(a), number(b) / DAY_MS))
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

function conversion(from: ValueType, to: ValueType, timezone: string): (value: Value) => Value {
  if (from === 'instant' && to === 'date') return value => localDate(number(value), timezone)
  if (from === 'money' && to === 'number') return value => currencyUnits(quantity(value))
  if (from === 'number' && to === 'money') return value => literalMoney(number(value))
  return value => value
}

/** The checker lets a number become money only where it has at most four decimal places. */
function literalMoney(value: number): Value {
  return money(BigInt(Math.round(value * MONEY_SCALE)))
}
