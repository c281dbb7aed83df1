import type { Piece } from '../piece.ts'
import { DayOfInstant } from './day-of-instant.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/** How many calendar days have events. */
export class DayCountFold implements Fold {
  readonly width = 3
  count = 0
  /** NaN of none. */
  #first: number = Number.NaN
  #last: number = Number.NaN
  readonly #filter: Filter
  readonly #bit: number
  readonly #days: DayOfInstant

  constructor(filter: Filter, timezone: string) {
    this.#filter = filter
    this.#bit = bitOf(filter)
    this.#days = new DayOfInstant(timezone)
  }

  reset(): void {
    this.count = 0
    this.#first = Number.NaN
    this.#last = Number.NaN
  }

  scan(piece: Piece, from: number, to: number): void {
    const { words, numbers } = piece
    const instants = piece.instantsOf(this.#filter.event)
    const answers = answersOf(piece, this.#filter)
    for (let index = from; index < to; index += 1) {
      if (this.#bit !== 0 && ((words[answers + index] ?? 0) & this.#bit) === 0) continue
      const day = this.#days.of(numbers[instants + index] ?? 0)
      this.#follow(day, day, 1)
    }
  }

  /** What comes after what is known may begin on the day on which that ended. */
  #follow(first: number, last: number, count: number): void {
    this.count += first === this.#last ? count - 1 : count
    if (Number.isNaN(this.#first)) this.#first = first
    this.#last = last
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const count = numbers[start] ?? 0
    if (count > 0) this.#follow(numbers[start + 1] ?? 0, numbers[start + 2] ?? 0, count)
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.count, this.#first, this.#last], start)
  }
}
