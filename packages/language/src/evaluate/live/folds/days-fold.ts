import type { Piece } from '../piece.ts'
import { DayOfInstant } from './day-of-instant.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/** The last calendar days in a row that have events. */
export class DaysFold implements Fold {
  readonly width = 3
  /** NaN of none. */
  last: number = Number.NaN
  #first: number = Number.NaN
  /** Whether there are events before the run: then nothing older adds to it. */
  #isBroken = false
  readonly #filter: Filter
  readonly #bit: number
  readonly #days: DayOfInstant

  constructor(filter: Filter, timezone: string) {
    this.#filter = filter
    this.#bit = bitOf(filter)
    this.#days = new DayOfInstant(timezone)
  }

  /** How many days in a row end with a day. */
  streakUntil(today: number): number {
    return this.last === today ? today - this.#first + 1 : 0
  }

  reset(): void {
    this.last = Number.NaN
    this.#first = Number.NaN
    this.#isBroken = false
  }

  scan(piece: Piece, from: number, to: number): void {
    const { words, numbers } = piece
    const instants = piece.instantsOf(this.#filter.event)
    const answers = answersOf(piece, this.#filter)
    let [first, last, isBroken] = [Number.NaN, Number.NaN, false]
    for (let index = to - 1; index >= from; index -= 1) {
      if (this.#bit !== 0 && ((words[answers + index] ?? 0) & this.#bit) === 0) continue
      const day = this.#days.of(numbers[instants + index] ?? 0)
      if (Number.isNaN(last)) last = day
      isBroken = day < first - 1
      if (isBroken) break
      first = day
    }
    if (!Number.isNaN(last)) this.#follow(first, last, isBroken)
  }

  /** What comes after what is known goes on with its run, or begins another. */
  #follow(first: number, last: number, isBroken: boolean): void {
    const goesOn = !isBroken && this.last >= first - 1
    const hadEvents = !Number.isNaN(this.last)
    this.#isBroken = isBroken || (goesOn ? this.#isBroken : hadEvents)
    this.#first = goesOn ? Math.min(this.#first, first) : first
    this.last = last
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const last = numbers[start + 1] ?? Number.NaN
    if (!Number.isNaN(last)) this.#follow(numbers[start] ?? 0, last, numbers[start + 2] === 1)
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.#first, this.last, this.#isBroken ? 1 : 0], start)
  }
}
