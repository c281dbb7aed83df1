import type { Value } from '../../../vocabulary/value.ts'
import { keyOf } from '../../same-value.ts'
import type { Column } from '../cell.ts'
import type { Piece } from '../piece.ts'
import { valuesIn } from './distinct-fold.ts'
import type { Filter, Fold, Summaries, SummaryWriter } from './fold.ts'

/** A page with more different values than this does not say which: it has to be looked at. */
const MOST_VALUES = 16

interface Counted {
  readonly value: Value
  count: number
}

/** Which known values there are and how often, the one seen latest last. */
export class ValuesFold implements Fold {
  readonly width = 2
  readonly #counts = new Map<ReturnType<typeof keyOf>, Counted>()
  readonly #filter: Filter
  readonly #column: Column

  constructor(filter: Filter, column: Column) {
    this.#filter = filter
    this.#column = column
  }

  reset(): void {
    if (this.#counts.size > 0) this.#counts.clear()
  }

  /** Of several seen as often as any, the one seen latest. */
  get value(): Value | undefined {
    let most: Counted | undefined
    for (const each of this.#counts.values()) if (most === undefined || each.count >= most.count) most = each
    return most?.value
  }

  #see(value: Value, times: number): void {
    const key = keyOf(value)
    const counted = this.#counts.get(key)
    this.#counts.delete(key)
    this.#counts.set(key, { value, count: (counted?.count ?? 0) + times })
  }

  scan(piece: Piece, from: number, to: number): void {
    for (const { value } of valuesIn(piece, this.#filter, this.#column, from, to)) this.#see(value, 1)
  }

  merge(summaries: Summaries, start: number): boolean {
    const pairs = summaries.numbers[start + 1] ?? 0
    if (pairs < 0) return false
    const list = summaries.list(summaries.numbers[start] ?? 0, pairs)
    for (let index = 0; index < 2 * pairs; index += 2) {
      const value = summaries.value(this.#column, list[index] ?? Number.NaN)
      if (value !== undefined) this.#see(value, list[index + 1] ?? 0)
    }
    return true
  }

  save(numbers: Float64Array, start: number, writer: SummaryWriter): void {
    numbers.set([0, -1], start)
    if (this.#counts.size > MOST_VALUES) return
    const pairs = [...this.#counts.values()].map(
      ({ value, count }) => [writer.cell(this.#column, value), count] as const,
    )
    numbers.set([writer.list(pairs), pairs.length], start)
  }
}
