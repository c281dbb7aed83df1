import type { Between, Checked, Compare, Comparison, OneOf } from '../ast/checked.ts'
import { quantity } from './held-value.ts'
import type { Compile, Evaluate, Holds } from './run.ts'
import { keyOf, sameValue } from './same-value.ts'

type Quantity = number | bigint

/** JavaScript compares a `number` with a `bigint` exactly. */
const orders: Record<Exclude<Comparison, '=' | '!='>, (a: Quantity, b: Quantity) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

export function compileCompare(node: Compare, compile: Compile): Holds {
  const left = compile.value(node.left)
  const right = compile.value(node.right)
  if (node.operator === '=' || node.operator === '!=') return compileEqual(node.operator === '=', left, right)
  const holds = orders[node.operator]
  return run => {
    const a = left(run)
    const b = right(run)
    return a !== undefined && b !== undefined && holds(quantity(a), quantity(b))
  }
}

function compileEqual(equal: boolean, left: Evaluate, right: Evaluate): Holds {
  return run => {
    const a = left(run)
    const b = right(run)
    return a !== undefined && b !== undefined && sameValue(a, b) === equal
  }
}

export function compileBetween(node: Between, compile: Compile): Holds {
  const value = compile.value(node.value)
  const low = compile.value(node.low)
  const high = compile.value(node.high)
  return run => {
    const v = value(run)
    const a = low(run)
    const b = high(run)
    if (v === undefined || a === undefined || b === undefined) return false
    return quantity(v) >= quantity(a) && quantity(v) <= quantity(b)
  }
}

export function compileOneOf(node: OneOf, compile: Compile): Holds {
  const value = compile.value(node.value)
  const options = new Set(node.options.map(keyOf))
  return run => {
    const v = value(run)
    return v !== undefined && options.has(keyOf(v))
  }
}

export function compileKnown(known: boolean, value: Checked, compile: Compile): Holds {
  const read = compile.value(value)
  return run => (read(run) !== undefined) === known
}
