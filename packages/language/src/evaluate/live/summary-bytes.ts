import type { Value } from '../../vocabulary/value.ts'
import { type Column, cellOf, valueOfCell } from './cell.ts'
import type { LastSeen, SeenValue, Summaries, SummaryWriter } from './folds/fold.ts'
import { hashBytes } from './hash-bytes.ts'
import type { Measure } from './measures.ts'
import { textBytes } from './text-bytes.ts'
import { TextIndex, WORDS_OF_TEXT } from './text-index.ts'

/** Positions in the header, in words. */
const HEAD = {
  magic: 0,
  hash: 1,
  rows: 3,
  next: 4,
  width: 5,
  listed: 6,
  texts: 7,
  tables: 8,
  /** How many texts there are; 0 where they are a list in JSON, as they were. */
  indexed: 9,
  length: 10,
} as const

/**
 * Rows of numbers, read where they lie, and behind them what they refer to:
 *
 * | part | of | |
 * |---|---|---|
 * | header | 32-bit | what it is, its hash, sizes |
 * | rows | 64-bit | each some facts, then summaries |
 * | tables | 64-bit | of each measure that has one, where its list of values begins and how long it is |
 * | lists | 64-bit | pairs of a cell and a number |
 * | index | 32-bit | hash, beginning and length of each text |
 * | texts | bytes | UTF-8 of those that cells stand for |
 */
export class SummaryBytes implements Summaries {
  readonly bytes: Uint8Array
  readonly numbers: Float64Array
  readonly rows: number
  readonly next: number
  readonly #hash: readonly [number, number]
  readonly #rowLength: number
  readonly #tablesAt: number
  readonly #listsAt: number
  readonly #textsAt: number
  readonly #textsLength: number
  readonly #indexAt: number
  readonly #indexed: number
  #textIndex: TextIndex | undefined
  #listed: readonly string[] | undefined

  /**
   * @param bytes - From a multiple of eight on.
   * @param facts - How many numbers of a row come before its summaries.
   */
  constructor(bytes: Uint8Array, facts: number) {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, HEAD.length)
    const word = (at: number): number => words[at] ?? 0
    this.bytes = bytes
    this.numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3)
    this.rows = word(HEAD.rows)
    this.next = word(HEAD.next)
    this.#hash = [word(HEAD.hash), word(HEAD.hash + 1)]
    this.#rowLength = facts + word(HEAD.width)
    this.#tablesAt = this.rowAt(this.rows)
    this.#listsAt = this.#tablesAt + 2 * word(HEAD.tables)
    this.#indexAt = 8 * (this.#listsAt + word(HEAD.listed))
    this.#indexed = word(HEAD.indexed)
    this.#textsAt = this.#indexAt + 4 * WORDS_OF_TEXT * this.#indexed
    this.#textsLength = word(HEAD.texts)
  }

  /** Undefined where texts are not indexed. */
  get #index(): TextIndex | undefined {
    if (this.#indexed > 0) this.#textIndex ??= new TextIndex(this.bytes, this.#indexAt, this.#indexed)
    return this.#textIndex
  }

  isOf(hash: readonly [number, number]): boolean {
    return this.#hash[0] === hash[0] && this.#hash[1] === hash[1]
  }

  /** Where a row begins among the numbers. */
  rowAt(row: number): number {
    return HEAD.length / 2 + row * this.#rowLength
  }

  value(column: Column, cell: number): Value | undefined {
    return valueOfCell(column, cell, this.#textAt)
  }

  list(start: number, pairs: number): Float64Array {
    return this.numbers.subarray(this.#listsAt + start, this.#listsAt + start + 2 * pairs)
  }

  /** The different values a measure has seen in all pages, and when last; undefined where they are too many. */
  lastSeen({ table = 0, column }: Measure): LastSeen | undefined {
    const at = this.#tablesAt + 2 * table
    const [start, pairs = -1] = [this.numbers[at] ?? 0, this.numbers[at + 1]]
    if (pairs < 0 || column === undefined) return undefined
    const list = this.list(start, pairs)
    return {
      pairs: list,
      values: () => this.#valuesSeen(column, list),
      codesIn: piece => this.#index?.codesIn(piece),
    }
  }

  #valuesSeen(column: Column, list: Float64Array): readonly SeenValue[] {
    const seen: SeenValue[] = []
    for (let index = 0; index < list.length; index += 2) {
      const value = this.value(column, list[index] ?? Number.NaN)
      if (value !== undefined) seen.push({ value, at: list[index + 1] ?? 0 })
    }
    return seen
  }

  readonly #textAt = (code: number): string => {
    const index = this.#index
    if (index !== undefined) return index.textAt(code)
    this.#listed ??= this.#readListed()
    return this.#listed[code] ?? ''
  }

  #readListed(): readonly string[] {
    const bytes = this.bytes.subarray(this.#textsAt, this.#textsAt + this.#textsLength)
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(read) ? read.map(String) : []
  }
}

/** What `SummaryBytes` reads. */
export interface SummaryRows {
  readonly magic: number
  readonly hash: readonly [number, number]
  readonly rows: number
  readonly next: number
  /** Numbers of a row behind its facts. */
  readonly width: number
  readonly numbers: Float64Array
}

/** Writes rows whose summaries put their values down here. */
export class SummaryBytesWriter implements SummaryWriter {
  readonly #codes = new Map<string, number>()
  readonly #texts: Uint8Array[] = []
  readonly #lists: number[] = []
  readonly #tables: number[] = []

  cell(column: Column, value: Value | undefined): number {
    return cellOf(column, value, text => this.#codeOf(text))
  }

  list(pairs: readonly (readonly [cell: number, count: number])[]): number {
    const start = this.#lists.length
    for (const [cell, count] of pairs) this.#lists.push(cell, count)
    return start
  }

  /** The table of the next measure that has one; undefined: its values are too many. */
  table({ column }: Measure, seen: readonly SeenValue[] | undefined): void {
    if (seen === undefined || column === undefined) {
      this.#tables.push(0, -1)
      return
    }
    const start = this.list(seen.map(({ value, at }) => [this.cell(column, value), at] as const))
    this.#tables.push(start, seen.length)
  }

  finish({ magic, hash, rows, next, width, numbers }: SummaryRows): Uint8Array {
    const parts = [numbers, this.#tables, this.#lists]
    const indexAt = 4 * HEAD.length + 8 * parts.reduce((length, part) => length + part.length, 0)
    const textsAt = indexAt + 4 * WORDS_OF_TEXT * this.#texts.length
    const textsLength = this.#texts.reduce((length, text) => length + text.length, 0)
    const bytes = new Uint8Array((textsAt + textsLength + 7) & -8)
    const [words, written] = [new Int32Array(bytes.buffer), new Float64Array(bytes.buffer)]
    const tables = this.#tables.length / 2
    const sizes = [this.#lists.length, textsLength, tables, this.#texts.length]
    words.set([magic, ...hash, rows, next, width, ...sizes])
    let at = HEAD.length / 2
    for (const part of parts) {
      written.set(part, at)
      at += part.length
    }
    let start = textsAt
    for (const [code, text] of this.#texts.entries()) {
      words.set([hashBytes(text), start, text.length], indexAt / 4 + WORDS_OF_TEXT * code)
      bytes.set(text, start)
      start += text.length
    }
    return bytes
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text)
    if (known !== undefined) return known
    this.#codes.set(text, this.#texts.length)
    return this.#texts.push(textBytes(text)) - 1
  }
}
