import { NUMBER_SUM_SCALE } from '../../../vocabulary/value.ts'
import type { Column } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { answersOf, bitOf, type Filter, type Fold, type Summaries } from './fold.ts'

/**
 * How many values are known and what they come to, in ten-thousandths of money or millionths of a number. Floats are
 * exact while the sizes of all that was added stay safe; beyond, nothing is said.
 */
export class SumFold implements Fold {
  readonly width = 2
  known = 0
  sum = 0
  #size = 0
  readonly #filter: Filter
  readonly #column: Column
  readonly #bit: number

  constructor(filter: Filter, column: Column) {
    this.#filter = filter
    this.#column = column
    this.#bit = bitOf(filter)
  }

  get isExact(): boolean {
    return this.#size <= Number.MAX_SAFE_INTEGER
  }

  reset(): void {
    this.known = 0
    this.sum = 0
    this.#size = 0
  }

  scan(piece: Piece, from: number, to: number): void {
    const { words, numbers } = piece
    const cells = piece.columnStart(this.#filter.event, this.#column)
    const answers = answersOf(piece, this.#filter)
    const [bit, isMoney] = [this.#bit, this.#column.type === 'money']
    let [known, sum, size] = [this.known, this.sum, this.#size]
    for (let index = from; index < to; index += 1) {
      if (bit !== 0 && ((words[answers + index] ?? 0) & bit) === 0) continue
      const cell = numbers[cells + index] ?? Number.NaN
      if (Number.isNaN(cell)) continue
      // Money is in whole units; a number is made so the way `millionths` does it.
      const units = isMoney ? cell : Math.floor(cell * NUMBER_SUM_SCALE + 0.5)
      known += 1
      sum += units
      size += Math.abs(units)
    }
    this.known = known
    this.sum = sum
    this.#size = size
  }

  merge({ numbers }: Summaries, start: number): boolean {
    const sum = numbers[start + 1] ?? Number.NaN
    if (Number.isNaN(sum)) return false
    this.known += numbers[start] ?? 0
    this.sum += sum
    this.#size += Math.abs(sum)
    return true
  }

  save(numbers: Float64Array, start: number): void {
    numbers.set([this.known, this.isExact ? this.sum : Number.NaN], start)
  }
}
