import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/** How many events there are, and when the first and the last are. */
export class TimesFold implements Fold {
  readonly width = 3
  count = 0
  first: number = Number.NaN
  last: number = Number.NaN
  readonly #filter: Filter
  readonly #bit: number

  constructor(filter: Filter) {
    this.#filter = filter
    this.#bit = bitOf(filter)
  }

  reset(): void {
    this.count = 0
    this.first = Number.NaN
    this.last = Number.NaN
  }

  scan(piece: Piece, from: number, to: number): void {
    if (from >= to) return
    const instants = piece.instantsOf(this.#filter.event)
    if (this.#bit === 0)
      this.#take(to - from, piece.numbers[instants + from], piece.numbers[instants + to - 1])
    else this.#scanTested(piece, instants, from, to)
  }

  #scanTested(piece: Piece, instants: number, from: number, to: number): void {
    const { words, numbers } = piece
    const answers = answersOf(piece, this.#filter)
    const bit = this.#bit
    let [count, first, last] = [0, -1, -1]
    for (let index = from; index < to; index += 1) {
      if (((words[answers + index] ?? 0) & bit) === 0) continue
      if (count === 0) first = index
      last = index
      count += 1
    }
    if (count > 0) this.#take(count, numbers[instants + first], numbers[instants + last])
  }

  #take(count: number, first = Number.NaN, last = Number.NaN): void {
    if (this.count === 0) this.first = first
    this.count += count
    this.last = last
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const count = numbers[start] ?? 0
    if (count > 0) this.#take(count, numbers[start + 1], numbers[start + 2])
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.count, this.first, this.last], start)
  }
}
