import { knownOnly } from './interpret-slots.ts'
import type { Numbered, SlotCondition, SlotNumber, SlotSegment } from './slot-condition.ts'

/** Bits in a word of the mask; also how many segments one generated function has. */
export const WORD = 32

/**
 * Above 60 KiB of bytecode V8 no longer optimises a function, and it falls off a cliff. With reasons the code is
 * longer: fewer segments stand in one function.
 */
const SEGMENTS_WITH_REASONS = 16

/** An `in` of more options than this looks them up. */
const LONGEST_CHAIN = 8

export type FillMask = (row: Float64Array, mask: Uint32Array) => void
export type FillReasons = (row: Float64Array, reasons: Uint16Array) => void

/**
 * Segments as generated code. Nothing of what a person wrote gets into it: only slot numbers, numeric constants and
 * numbers of lookup tables do.
 *
 * @throws EvalError where code out of strings is forbidden.
 */
export function generateMasks(segments: readonly SlotSegment[]): readonly FillMask[] {
  return chunks(segments, WORD).map((chunk, word) => {
    const tables: ReadonlySet<number>[] = []
    const bits = chunk.map(({ root }, bit) => `(${test(root.condition, tables)}?${2 ** bit}:0)`)
    return build<FillMask>(tables, `m[${word}]=${bits.join('|')}`)
  })
}

/** As `generateMasks`, with the number of the first blocking condition for each segment: 0 for a member. */
export function generateReasons(segments: readonly SlotSegment[]): readonly FillReasons[] {
  return chunks(segments, SEGMENTS_WITH_REASONS).map((chunk, index) => {
    const tables: ReadonlySet<number>[] = []
    const lines = chunk.map(({ root }, offset) => {
      const position = index * SEGMENTS_WITH_REASONS + offset
      return `m[${position}]=${block(root, tables)}`
    })
    return build<FillReasons>(tables, lines.join(';'))
  })
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

/** `s` is the row, `m` what is filled, `k` turns what is not finite into NaN, `o` are the lookup tables. */
function build<T>(tables: readonly ReadonlySet<number>[], body: string): T {
  return new Function('k', 'o', `'use strict';return function(s,m){${body}}`)(knownOnly, tables)
}

type Tables = ReadonlySet<number>[]

function test(condition: SlotCondition, tables: Tables): string {
  switch (condition.kind) {
    case 'always':
      return condition.holds ? 'true' : 'false'
    case 'compare':
      return compare(condition.operator, read(condition.left), read(condition.right))
    case 'between': {
      const value = read(condition.value)
      return `(${value}>=${read(condition.low)}&&${value}<=${read(condition.high)})`
    }
    case 'one_of':
      return oneOf(read(condition.value), condition.options, tables)
    case 'known': {
      const value = read(condition.value)
      return condition.known ? `(${value}===${value})` : `(${value}!==${value})`
    }
    case 'and':
    case 'or': {
      const operands = condition.operands.map(operand => test(operand.condition, tables))
      return `(${operands.join(condition.kind === 'and' ? '&&' : '||')})`
    }
    case 'not':
      return `!${test(condition.operand.condition, tables)}`
  }
}

function compare(operator: string, left: string, right: string): string {
  // NaN is neither below nor above anything, but `!==` to everything.
  if (operator === '!=') return `(${left}<${right}||${left}>${right})`
  return `(${left}${operator === '=' ? '===' : operator}${right})`
}

function oneOf(value: string, options: readonly number[], tables: Tables): string {
  if (options.length === 0) return 'false'
  if (options.length <= LONGEST_CHAIN)
    return `(${options.map(option => `${value}===${literal(option)}`).join('||')})`
  const table = tables.push(new Set(options)) - 1
  return `o[${table}].has(${value})`
}

function read(node: SlotNumber): string {
  if (node.kind === 'constant') return literal(node.value)
  if (node.kind === 'slot') return `s[${Math.trunc(node.slot)}]`
  return `k(${read(node.left)}${node.operator}${read(node.right)})`
}

/** In brackets, so that `a--1` cannot come about. The shortest text of a float reads back as the same float. */
function literal(value: number): string {
  return Number.isFinite(value) ? `(${String(value)})` : 'NaN'
}

function block({ number, condition }: Numbered, tables: Tables): string {
  if (condition.kind !== 'and') return `(${test(condition, tables)}?0:${Math.trunc(number)})`
  return `(${condition.operands.map(operand => block(operand, tables)).join('||')})`
}
