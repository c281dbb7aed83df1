import { type Column, LARGE } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/** The least or the greatest known value. Of amounts too large for a float nothing is said. */
export class ExtremeFold implements Fold {
  readonly width = 2
  known = 0
  isExact = true
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number
  readonly #sign: number
  /** The greatest so far; of the least, with its sign turned. */
  #best: number = Number.NEGATIVE_INFINITY

  constructor(filter: Filter, column: Column, which: 'least' | 'greatest') {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
    this.#sign = which === 'least' ? -1 : 1
  }

  /** NaN of none. */
  get number(): number {
    return this.known === 0 ? Number.NaN : this.#best * this.#sign + 0
  }

  reset(): void {
    this.known = 0
    this.isExact = true
    this.#best = Number.NEGATIVE_INFINITY
  }

  scan(piece: Piece, from: number, to: number): void {
    const { words, numbers } = piece
    const cells = piece.columnStart(this.#filter.event, this.#column)
    const answers = answersOf(piece, this.#filter)
    const [bit, sign, isMoney] = [this.#bit, this.#sign, this.#column.type === 'money']
    let best = this.#best
    for (let index = from; index < to; index += 1) {
      if (bit !== 0 && ((words[answers + index] ?? 0) & bit) === 0) continue
      const cell = numbers[cells + index] ?? Number.NaN
      if (Number.isNaN(cell)) continue
      if (isMoney && cell >= LARGE) this.isExact = false
      this.known += 1
      if (cell * sign > best) best = cell * sign
    }
    this.#best = best
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const known = numbers[start] ?? 0
    if (known < 0) return false
    this.known += known
    this.#best = Math.max(this.#best, (numbers[start + 1] ?? 0) * this.#sign)
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.isExact ? this.known : -1, this.#best * this.#sign], start)
  }
}
