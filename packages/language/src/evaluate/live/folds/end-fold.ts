import type { Value } from '../../../vocabulary/value.ts'
import { type Column, isUnknown } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries, type SummaryWriter } from './fold.ts'

/** The first or the last known value. */
export class EndFold implements Fold {
  readonly width = 1
  /** When the event of the value is; not known where a summary said the value. */
  at: number = Number.NaN
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number
  readonly #isLast: boolean
  #piece: Piece | undefined
  #index = 0
  #said: Value | undefined

  constructor(filter: Filter, column: Column, which: 'first' | 'last') {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
    this.#isLast = which === 'last'
  }

  get value(): Value | undefined {
    return this.#piece?.value(this.#filter.event, this.#column, this.#index) ?? this.#said
  }

  reset(): void {
    this.at = Number.NaN
    this.#piece = undefined
    this.#said = undefined
  }

  get #isFound(): boolean {
    return this.#piece !== undefined || this.#said !== undefined
  }

  scan(piece: Piece, from: number, to: number): void {
    if (!this.#isLast && this.#isFound) return
    const { event } = this.#filter
    const cells = this.#column.wide ? piece.numbers : piece.words
    const start = piece.columnStart(event, this.#column)
    const answers = answersOf(piece, this.#filter)
    const step = this.#isLast ? -1 : 1
    for (let index = this.#isLast ? to - 1 : from; index >= from && index < to; index += step) {
      if (this.#bit !== 0 && ((piece.words[answers + index] ?? 0) & this.#bit) === 0) continue
      const cell = cells[start + index] ?? Number.NaN
      if (isUnknown(this.#column, cell)) continue
      this.#take(piece, index)
      return
    }
  }

  #take(piece: Piece, index: number): void {
    this.#piece = piece
    this.#index = index
    this.#said = undefined
    this.at = piece.at(this.#filter.event, index)
  }

  merge(summaries: Summaries, start: number): boolean {
    const cell = summaries.numbers[start] ?? Number.NaN
    if (Number.isNaN(cell) || (this.#isFound && !this.#isLast)) return true
    this.#piece = undefined
    this.#said = summaries.value(this.#column, cell)
    this.at = Number.NaN
    return true
  }

  save(numbers: Float64Array, start: number, writer: SummaryWriter): void {
    const { value } = this
    numbers[start] = value === undefined ? Number.NaN : writer.cell(this.#column, value)
  }
}
