import type { Value } from '../../vocabulary/value.ts'
import { EvaluationError } from '../errors.ts'
import { compareCodePoints } from '../order-events.ts'
import type { SubjectEvent } from '../subject.ts'
import { alignedBytes } from './aligned-bytes.ts'
import { type Column, valueOfCell } from './cell.ts'
import type { Layout, LayoutEvent } from './layout.ts'

/**
 * Packed events, read where they lie. By name of the events, each name's in order of (at, id), column after column:
 *
 * | part | of | |
 * |---|---|---|
 * | header | 32-bit | what it is, its hashes, sizes; for every name how many events and where their columns begin |
 * | floats | 64-bit | for every name: instants, then the wide columns |
 * | integers | 32-bit | for every name: hash, beginning and length of ids, answers of tests, the narrow columns |
 * | dictionary | 32-bit | hash, beginning and length of each text |
 * | texts | bytes | UTF-8 of ids and of the dictionary |
 */
export class Piece {
  readonly layout: Layout
  readonly bytes: Uint8Array
  /** The bytes as 32-bit numbers, and as 64-bit ones. */
  readonly words: Int32Array
  readonly numbers: Float64Array
  #texts: (string | undefined)[] | undefined

  constructor(layout: Layout, bytes: Uint8Array) {
    // Stores hand over bytes from the middle of larger ones.
    const aligned = alignedBytes(bytes)
    this.layout = layout
    this.bytes = aligned
    this.words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2)
    this.numbers = new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 3)
  }

  /** How many events there are. */
  get total(): number {
    return this.words[HEAD.total] ?? 0
  }

  /** Where the piece ends. */
  get byteLength(): number {
    return this.words[HEAD.byteLength] ?? 0
  }

  get tailLength(): number {
    return this.words[HEAD.tail] ?? 0
  }

  /** What is stored with it and not its own. */
  get tail(): Uint8Array {
    return this.bytes.subarray(this.byteLength, this.byteLength + this.tailLength)
  }

  get dictionarySize(): number {
    return this.words[HEAD.dictionarySize] ?? 0
  }

  get isTestedAsNow(): boolean {
    const [high, low] = this.layout.testsHash
    return this.words[HEAD.testsHash] === high && this.words[HEAD.testsHash + 1] === low
  }

  countOf(event: LayoutEvent): number {
    return this.words[ofEvent(event)] ?? 0
  }

  /** Where the instants of an event begin among the numbers. */
  instantsOf(event: LayoutEvent): number {
    return this.words[ofEvent(event) + 1] ?? 0
  }

  at(event: LayoutEvent, index: number): number {
    return this.numbers[this.instantsOf(event) + index] ?? Number.NaN
  }

  /** Where a column begins: among the numbers when it is wide, else among the words. */
  columnStart(event: LayoutEvent, { wide, position }: Column): number {
    const count = this.countOf(event)
    if (wide) return this.instantsOf(event) + (1 + position) * count
    return (this.words[ofEvent(event) + 3] ?? 0) + position * count
  }

  value(event: LayoutEvent, column: Column, index: number): Value | undefined {
    const cells = column.wide ? this.numbers : this.words
    const cell = cells[this.columnStart(event, column) + index] ?? Number.NaN
    return valueOfCell(column, cell, this.textAt)
  }

  id(event: LayoutEvent, index: number): string {
    const { start, length } = this.idPlace(event, index)
    return decoder.decode(this.bytes.subarray(start, start + length))
  }

  /** Where the bytes of an id are. */
  idPlace(event: LayoutEvent, index: number): { readonly start: number; readonly length: number } {
    const [count, ids] = [this.countOf(event), this.idsOf(event)]
    const start = (this.words[HEAD.texts] ?? 0) + (this.words[ids + count + index] ?? 0)
    return { start, length: this.words[ids + 2 * count + index] ?? 0 }
  }

  /** Where the hashes of an event's ids begin among the words. */
  idsOf(event: LayoutEvent): number {
    return this.words[ofEvent(event) + 2] ?? 0
  }

  /** Whether a text of the dictionary is the one with these bytes, or so many of them. */
  hasText(code: number, bytes: Uint8Array, from = 0, length: number = bytes.length): boolean {
    const entry = (this.words[HEAD.dictionary] ?? 0) + 3 * code
    const start = (this.words[HEAD.texts] ?? 0) + (this.words[entry + 1] ?? 0)
    if (this.words[entry + 2] !== length) return false
    for (let offset = 0; offset < length; offset += 1)
      if (bytes[from + offset] !== this.bytes[start + offset]) return false
    return true
  }

  hashOfText(code: number): number {
    return this.words[(this.words[HEAD.dictionary] ?? 0) + 3 * code] ?? 0
  }

  readonly textAt = (code: number): string => {
    this.#texts ??= []
    const known = this.#texts[code]
    if (known !== undefined) return known
    const entry = (this.words[HEAD.dictionary] ?? 0) + 3 * code
    const start = (this.words[HEAD.texts] ?? 0) + (this.words[entry + 1] ?? 0)
    const text = decoder.decode(this.bytes.subarray(start, start + (this.words[entry + 2] ?? 0)))
    this.#texts[code] = text
    return text
  }

  /** How many events of a name have `at <= instant`, by halving. */
  countUntil(event: LayoutEvent, instant: number): number {
    return countUntil(this.numbers, this.instantsOf(event), this.countOf(event), instant)
  }

  /** Where an event belongs among those of its name. */
  placeOf(event: LayoutEvent, { at, id }: SubjectEvent): number {
    let place = this.countUntil(event, at)
    while (
      place > 0 &&
      this.at(event, place - 1) === at &&
      compareCodePoints(this.id(event, place - 1), id) > 0
    )
      place -= 1
    return place
  }

  /** Whether there is an event with an id, of whatever name. */
  hasId(bytes: Uint8Array, hash: number): boolean {
    for (const event of this.layout.events) {
      const [count, ids] = [this.countOf(event), this.idsOf(event)]
      for (let index = 0; index < count; index += 1)
        if (this.words[ids + index] === hash && this.#isId(event, index, bytes)) return true
    }
    return false
  }

  #isId(event: LayoutEvent, index: number, bytes: Uint8Array): boolean {
    const { start, length } = this.idPlace(event, index)
    if (length !== bytes.length) return false
    for (let offset = 0; offset < length; offset += 1)
      if (bytes[offset] !== this.bytes[start + offset]) return false
    return true
  }
}

const decoder = new TextDecoder()

/** Positions in the header, in words. */
export const HEAD = {
  magic: 0,
  hash: 1,
  testsHash: 3,
  byteLength: 5,
  total: 6,
  dictionary: 7,
  dictionarySize: 8,
  texts: 9,
  textsLength: 10,
  /** Bytes that follow the piece. */
  tail: 11,
  /** Events whose texts still lie there. */
  dropped: 12,
  events: 14,
} as const

/** Of every name in the header: how many, where the floats begin, where the integers, and where of these the narrow columns. */
export const WORDS_OF_EVENT = 4

/** Also says that bytes are in this order: those of a machine with the other are not read. */
export const MAGIC = 0x6b_69_6e_31

export function ofEvent({ position }: LayoutEvent): number {
  return HEAD.events + WORDS_OF_EVENT * position
}

/** Packed bytes as a piece. @throws EvaluationError `history_not_readable` */
export function readPiece(layout: Layout, bytes: Uint8Array): Piece {
  const piece = new Piece(layout, bytes)
  const { words } = piece
  const isOfLayout = words[HEAD.hash] === layout.hash[0] && words[HEAD.hash + 1] === layout.hash[1]
  if (words[HEAD.magic] === MAGIC && isOfLayout && piece.byteLength + piece.tailLength <= bytes.length)
    return piece
  throw new EvaluationError('history_not_readable', 'a customer', 'what the definitions look at')
}

/** How many of `count` rising instants from `start` on are at or before an instant. */
export function countUntil(numbers: Float64Array, start: number, count: number, instant: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[start + middle] ?? Number.NaN) <= instant) low = middle + 1
    else high = middle
  }
  return low
}
