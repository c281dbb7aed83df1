import type { Value } from '../../../vocabulary/value.ts'
import { keyOf } from '../../same-value.ts'
import { type Column, cellsTellApart } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries, type SummaryWriter } from './fold.ts'

/** A page with more different values than this does not say which: it has to be looked at. */
const MOST_VALUES = 16

interface Counted {
  readonly value: Value
  count: number
}

/**
 * Which known values there are and how often, the one seen latest last. Of codes in one piece their number is found
 * without the values: nearly every history is one piece.
 */
export class ValuesFold implements Fold {
  readonly width = 2
  readonly #counts = new Map<ReturnType<typeof keyOf>, Counted>()
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number
  readonly #isOfCodes: boolean
  /** What was looked at last, and is not among the counts yet. */
  #piece: Piece | undefined
  #from = 0
  #to = 0
  /** By code, in which turn it was seen last. */
  #seen = new Int32Array(64)
  #turn = 0

  constructor(filter: Filter, column: Column) {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
    this.#isOfCodes = !column.wide && cellsTellApart(column)
  }

  reset(): void {
    if (this.#counts.size > 0) this.#counts.clear()
    this.#piece = undefined
  }

  /** How many different values there are. */
  get size(): number {
    if (this.#isOfCodes && this.#piece !== undefined && this.#counts.size === 0)
      return this.#countCodes(this.#piece)
    return this.#counted().size
  }

  #countCodes(piece: Piece): number {
    const { words } = piece
    const cells = piece.columnStart(this.#filter.event, this.#column)
    const answers = answersOf(piece, this.#filter)
    const size = Math.max(2, piece.dictionarySize)
    if (size > this.#seen.length) this.#seen = new Int32Array(2 * size)
    this.#turn += 1
    let count = 0
    for (let index = this.#from; index < this.#to; index += 1) {
      if (this.#bit !== 0 && ((words[answers + index] ?? 0) & this.#bit) === 0) continue
      const code = words[cells + index] ?? -1
      if (code < 0 || this.#seen[code] === this.#turn) continue
      this.#seen[code] = this.#turn
      count += 1
    }
    return count
  }

  /** Of several seen as often as any, the one seen latest. */
  get value(): Value | undefined {
    let most: Counted | undefined
    for (const each of this.#counted().values())
      if (most === undefined || each.count >= most.count) most = each
    return most?.value
  }

  #counted(): ReadonlyMap<unknown, Counted> {
    const piece = this.#piece
    this.#piece = undefined
    if (piece === undefined) return this.#counts
    const { event } = this.#filter
    const answers = answersOf(piece, this.#filter)
    for (let index = this.#from; index < this.#to; index += 1) {
      if (this.#bit !== 0 && ((piece.words[answers + index] ?? 0) & this.#bit) === 0) continue
      const value = piece.value(event, this.#column, index)
      if (value !== undefined) this.#see(value, 1)
    }
    return this.#counts
  }

  #see(value: Value, times: number): void {
    const key = keyOf(value)
    const counted = this.#counts.get(key)
    this.#counts.delete(key)
    this.#counts.set(key, { value, count: (counted?.count ?? 0) + times })
  }

  scan(piece: Piece, from: number, to: number): void {
    this.#counted()
    this.#piece = piece
    this.#from = from
    this.#to = to
  }

  merge(summaries: Summaries, start: number): boolean {
    const pairs = summaries.numbers[start + 1] ?? 0
    if (pairs < 0) return false
    this.#counted()
    const list = summaries.list(summaries.numbers[start] ?? 0, pairs)
    for (let index = 0; index < 2 * pairs; index += 2) {
      const value = summaries.value(this.#column, list[index] ?? Number.NaN)
      if (value !== undefined) this.#see(value, list[index + 1] ?? 0)
    }
    return true
  }

  save(numbers: Float64Array, start: number, writer: SummaryWriter): void {
    const counts = this.#counted()
    const isTooMany = counts.size > MOST_VALUES
    const pairs = [...counts.values()].map(
      ({ value, count }) => [isTooMany ? 0 : writer.cell(this.#column, value), count] as const,
    )
    numbers.set(isTooMany ? [0, -1] : [writer.list(pairs), pairs.length], start)
  }
}
