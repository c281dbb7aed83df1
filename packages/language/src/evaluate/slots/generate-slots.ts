import { knownOnly } from './interpret-slots.ts'
import type { Numbered, SlotCondition, SlotNumber, SlotSegment } from './slot-condition.ts'

/** Bits in a word of the mask. */
export const WORD = 32

/**
 * How much stands in one generated function. Above 60 KiB of bytecode V8 no longer optimises one, and it falls off a
 * cliff; where there are thousands of segments with reasons, smaller ones are faster.
 */
const LARGEST = { segments: 50, conditions: 800 }
const LARGEST_OF_MANY = { segments: 25, conditions: 400 }
const MANY_SEGMENTS = 1_000

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
  return piecesOf(segments, LARGEST).map(({ first, segments: piece }) => {
    const tables: ReadonlySet<number>[] = []
    const words = Map.groupBy(piece.keys(), offset => (first + offset) >> 5)
    const lines = [...words].map(([word, offsets]) => {
      const bits = offsets.map(offset => bitOf(first + offset, piece[offset], tables))
      // The piece that has a word's first bit sets the word; one that goes on with it adds to it.
      const isContinued = first > word * WORD
      return `m[${word}]${isContinued ? '|=' : '='}${bits.join('|')}`
    })
    return build<FillMask>(tables, lines.join(';'))
  })
}

function bitOf(position: number, segment: SlotSegment | undefined, tables: Tables): string {
  return segment === undefined ? '0' : `(${test(segment.root.condition, tables)}?${2 ** (position & 31)}:0)`
}

/** An `and` of more conditions than this is not nested into one expression. */
const LONGEST_NEST = 50

/** As `generateMasks`, with the number of the first blocking condition for each segment: 0 for a member. */
export function generateReasons(segments: readonly SlotSegment[]): readonly FillReasons[] {
  const largest = segments.length > MANY_SEGMENTS ? LARGEST_OF_MANY : LARGEST
  return piecesOf(segments, largest).map(({ first, segments: piece }) => {
    const tables: ReadonlySet<number>[] = []
    const lines = piece.map(({ root }, offset) => `m[${first + offset}]=${block(root, tables)}`)
    return build<FillReasons>(tables, lines.join(';'))
  })
}

/** Segments that share a function, and the position of the first of them. */
interface Piece {
  readonly first: number
  readonly segments: readonly SlotSegment[]
}

function piecesOf(segments: readonly SlotSegment[], largest: typeof LARGEST): readonly Piece[] {
  const pieces: Piece[] = []
  let first = 0
  let conditions = 0
  for (const [position, segment] of segments.entries()) {
    const isFull =
      position - first === largest.segments || conditions + segment.conditions.length > largest.conditions
    if (isFull && position > first) {
      pieces.push({ first, segments: segments.slice(first, position) })
      first = position
      conditions = 0
    }
    conditions += segment.conditions.length
  }
  return segments.length === 0 ? [] : [...pieces, { first, segments: segments.slice(first) }]
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

/**
 * What comes next stands inside of what has to hold first: each test jumps straight to its own number. Long lists
 * are taken in pieces side by side, so that the text never nests deeper than a parser goes.
 */
function block({ number, condition }: Numbered, tables: Tables, next = '0'): string {
  if (condition.kind !== 'and') return `(${test(condition, tables)}?${next}:${Math.trunc(number)})`
  const { operands } = condition
  if (operands.length <= LONGEST_NEST) return nest(operands, tables, next)
  const pieces = Array.from({ length: Math.ceil(operands.length / LONGEST_NEST) }, (_, index) =>
    nest(operands.slice(index * LONGEST_NEST, (index + 1) * LONGEST_NEST), tables, '0'),
  )
  return `(${pieces.join('||')}||${next})`
}

function nest(operands: readonly Numbered[], tables: Tables, next: string): string {
  return operands.reduceRight((after, operand) => block(operand, tables, after), next)
}
