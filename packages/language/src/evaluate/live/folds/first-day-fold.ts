import { NUMBER_SUM_SCALE } from '../../../vocabulary/value.ts'
import type { Column } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { DayOfInstant } from './day-of-instant.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/**
 * What the events on the calendar day of the first come to, in ten-thousandths of money or millionths of a number; exact
 * as `SumFold` is.
 */
export class FirstDayFold implements Fold {
  readonly width = 2
  sum = 0
  #size = 0
  /** NaN of no events. */
  #day: number = Number.NaN
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number
  readonly #days: DayOfInstant

  constructor(filter: Filter, column: Column, timezone: string) {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
    this.#days = new DayOfInstant(timezone)
  }

  get isExact(): boolean {
    return this.#size <= Number.MAX_SAFE_INTEGER
  }

  reset(): void {
    this.sum = 0
    this.#size = 0
    this.#day = Number.NaN
  }

  scan(piece: Piece, from: number, to: number): void {
    const { words, numbers } = piece
    const instants = piece.instantsOf(this.#filter.event)
    const cells = piece.columnStart(this.#filter.event, this.#column)
    const answers = answersOf(piece, this.#filter)
    for (let index = from; index < to; index += 1) {
      if (this.#bit !== 0 && ((words[answers + index] ?? 0) & this.#bit) === 0) continue
      const day = this.#days.of(numbers[instants + index] ?? 0)
      // Events come in order of time: no later one is of the first day.
      if (day > this.#day) return
      this.#day = day
      this.#add(numbers[cells + index] ?? Number.NaN)
    }
  }

  #add(cell: number): void {
    if (Number.isNaN(cell)) return
    const units = this.#column.type === 'money' ? cell : Math.floor(cell * NUMBER_SUM_SCALE + 0.5)
    this.sum += units
    this.#size += Math.abs(units)
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const day = numbers[start] ?? Number.NaN
    const sum = numbers[start + 1] ?? Number.NaN
    if (Number.isNaN(day) || day > this.#day) return true
    if (Number.isNaN(sum)) return false
    this.#day = day
    this.sum += sum
    this.#size += Math.abs(sum)
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.#day, this.isExact ? this.sum : Number.NaN], start)
  }
}
