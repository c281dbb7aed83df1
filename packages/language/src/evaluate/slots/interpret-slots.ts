import type { Comparison } from '../../ast/checked.ts'
import { finite } from '../compile-arithmetic.ts'
import type { Numbered, SlotCondition, SlotNumber } from './slot-condition.ts'

export type ReadRow = (row: Float64Array) => number
export type TestRow = (row: Float64Array) => boolean
/** 0 when a condition holds, else the number of what blocked it. */
export type BlockRow = (row: Float64Array) => number

/** NaN fails every comparison, `!=` included. */
const comparisons: Record<Comparison, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a < b || a > b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

/** The commonest comparison by far, of a slot with a constant, without a call for either. */
const slotComparisons: Record<Comparison, (slot: number, value: number) => TestRow> = {
  '=': (slot, value) => row => row[slot] === value,
  '!=': (slot, value) =>
    testCompare(
      comparisons['!='],
      row => row[slot] ?? Number.NaN,
      () => value,
    ),
  '<': (slot, value) => row => (row[slot] ?? Number.NaN) < value,
  '<=': (slot, value) => row => (row[slot] ?? Number.NaN) <= value,
  '>': (slot, value) => row => (row[slot] ?? Number.NaN) > value,
  '>=': (slot, value) => row => (row[slot] ?? Number.NaN) >= value,
}

/** A condition as closures: for where code out of strings is forbidden. */
export function testRow(condition: SlotCondition): TestRow {
  switch (condition.kind) {
    case 'always':
      return () => condition.holds
    case 'compare':
      return testComparison(condition)
    case 'between':
      return testBetween(readRow(condition.value), readRow(condition.low), readRow(condition.high))
    case 'one_of':
      return testOneOf(readRow(condition.value), new Set(condition.options))
    case 'known': {
      const value = readRow(condition.value)
      return row => Number.isNaN(value(row)) !== condition.known
    }
    case 'and':
      return condition.operands.map(operand => testRow(operand.condition)).reduceRight(both)
    case 'or':
      return condition.operands.map(operand => testRow(operand.condition)).reduceRight(either)
    case 'not': {
      const operand = testRow(condition.operand.condition)
      return row => !operand(row)
    }
  }
}

function both(later: TestRow, first: TestRow): TestRow {
  return row => first(row) && later(row)
}

function either(later: TestRow, first: TestRow): TestRow {
  return row => first(row) || later(row)
}

function testComparison({ operator, left, right }: Extract<SlotCondition, { kind: 'compare' }>): TestRow {
  if (left.kind === 'slot' && right.kind === 'constant')
    return slotComparisons[operator](left.slot, right.value)
  return testCompare(comparisons[operator], readRow(left), readRow(right))
}

function testCompare(compare: (a: number, b: number) => boolean, left: ReadRow, right: ReadRow): TestRow {
  return row => compare(left(row), right(row))
}

function testBetween(value: ReadRow, low: ReadRow, high: ReadRow): TestRow {
  return row => value(row) >= low(row) && value(row) <= high(row)
}

function testOneOf(value: ReadRow, options: ReadonlySet<number>): TestRow {
  return row => {
    const v = value(row)
    return !Number.isNaN(v) && options.has(v)
  }
}

function readRow(node: SlotNumber): ReadRow {
  if (node.kind === 'constant') return () => node.value
  if (node.kind === 'slot') return row => row[node.slot] ?? Number.NaN
  const left = readRow(node.left)
  const right = readRow(node.right)
  const operate = operations[node.operator]
  return row => knownOnly(operate(left(row), right(row)))
}

const operations: Record<'+' | '-' | '*' | '/', (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}

/** What is not finite is unknown. */
export function knownOnly(result: number): number {
  return finite(result) ?? Number.NaN
}

/** The first condition that blocks: of an `and` its first failing part, of an `or` or a `not` the whole of it. */
export function blockRow({ number, condition }: Numbered): BlockRow {
  if (condition.kind !== 'and') {
    const test = testRow(condition)
    return row => (test(row) ? 0 : number)
  }
  const operands = condition.operands.map(blockRow)
  return row => {
    for (const block of operands) {
      const blocked = block(row)
      if (blocked !== 0) return blocked
    }
    return 0
  }
}
