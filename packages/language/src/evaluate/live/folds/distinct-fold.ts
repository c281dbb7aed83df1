import type { Value } from '../../../vocabulary/value.ts'
import { keyOf } from '../../same-value.ts'
import { type Column, cellsTellApart } from '../cell.ts'
import { DistinctCodes } from '../distinct-codes.ts'
import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type LastSeen } from './fold.ts'

/**
 * How many different known values there are. Of pages it is not their summaries that say so but when each value was seen
 * last: it is in a window that has no end before now exactly when that is after its beginning.
 */
export class DistinctFold implements Fold {
  readonly width = 0
  readonly #keys = new Set<ReturnType<typeof keyOf>>()
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number
  readonly #isOfCodes: boolean
  readonly #codes = new DistinctCodes()
  /** What was looked at last, and is not among the keys yet. */
  #piece: Piece | undefined
  #from = 0
  #to = 0
  /** What pages have, of which what is after an instant counts, and is not among the keys yet. */
  #seen: LastSeen | undefined
  #after = 0

  constructor(filter: Filter, column: Column) {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
    this.#isOfCodes = !column.wide && cellsTellApart(column)
  }

  reset(): void {
    if (this.#keys.size > 0) this.#keys.clear()
    this.#piece = undefined
    this.#seen = undefined
  }

  /** Codes in one piece are counted without the values: nearly every history is one piece. */
  get size(): number {
    const [piece, seen] = [this.#piece, this.#seen]
    if (piece === undefined && seen !== undefined && this.#keys.size === 0)
      return countAfter(seen.pairs, this.#after)
    if (this.#isOfCodes && piece !== undefined && this.#keys.size === 0) {
      if (seen === undefined) return this.#countCodes(piece)
      const codes = this.#column.type === 'text' ? seen.codesIn(piece) : undefined
      if (codes !== undefined) return this.#countWith(seen, piece, codes)
    }
    this.#see()
    return this.#keys.size
  }

  /** Those that pages have, and of the piece those that are not among them: by their codes, no value is made out. */
  #countWith({ pairs }: LastSeen, piece: Piece, codes: Int32Array): number {
    this.#codes.piece = piece
    const cells = piece.columnStart(this.#filter.event, this.#column)
    const answers = answersOf(piece, this.#filter)
    const passed = this.#codes.markSeen(pairs, this.#after, codes)
    return passed + this.#codes.countMore(cells, this.#from, this.#to, answers, this.#bit)
  }

  #countCodes(piece: Piece): number {
    this.#codes.piece = piece
    const cells = piece.columnStart(this.#filter.event, this.#column)
    return this.#codes.count(cells, this.#from, this.#to, answersOf(piece, this.#filter), this.#bit)
  }

  #see(): void {
    const [piece, seen] = [this.#piece, this.#seen]
    this.#piece = undefined
    this.#seen = undefined
    for (const { value, at } of seen?.values() ?? []) if (at > this.#after) this.#keys.add(keyOf(value))
    if (piece === undefined) return
    for (const { value } of valuesIn(piece, this.#filter, this.#column, this.#from, this.#to))
      this.#keys.add(keyOf(value))
  }

  scan(piece: Piece, from: number, to: number): void {
    if (this.#piece !== undefined) this.#see()
    this.#piece = piece
    this.#from = from
    this.#to = to
  }

  mergeLastSeen(seen: LastSeen, after: number): void {
    this.#see()
    this.#seen = seen
    this.#after = after
  }

  merge(): boolean {
    return false
  }

  save(): void {}
}

/** Of pairs of a cell and an instant, how many instants are after one. */
function countAfter(pairs: Float64Array, after: number): number {
  let count = 0
  for (let index = 1; index < pairs.length; index += 2) if ((pairs[index] ?? 0) > after) count += 1
  return count
}

/** The known values of the events that are let through, and when they are. */
export function* valuesIn(
  piece: Piece,
  filter: Filter,
  column: Column,
  from: number,
  to: number,
): Generator<{ readonly value: Value; readonly at: number }> {
  const { event } = filter
  const [answers, bit] = [answersOf(piece, filter), bitOf(filter)]
  for (let index = from; index < to; index += 1) {
    if (bit !== 0 && ((piece.words[answers + index] ?? 0) & bit) === 0) continue
    const value = piece.value(event, column, index)
    if (value !== undefined) yield { value, at: piece.at(event, index) }
  }
}
