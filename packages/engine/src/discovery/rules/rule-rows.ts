import type { Table } from '@kindred/learning'
import { type Limit, limitKey, limitTest } from './limit.ts'
import { countRows, maskOfRows, type RowMask } from './row-mask.ts'
import type { Box, RuleList } from './rule-list.ts'

/** How rules do on some rows, by the places of groups. */
export interface Tally {
  /** Share of rows that get their own group. */
  readonly fidelity: number
  /** Rows of the group, rows given it, and rows rightly given it. */
  readonly groups: readonly { readonly own: number; readonly given: number; readonly right: number }[]
}

/** Rows with their known groups, on which rules are tried. A limit is looked at once; then rules cost a few bits a row. */
export class RuleRows {
  readonly table: Table
  readonly rows: number
  readonly #own: readonly RowMask[]
  readonly #sizes: readonly number[]
  readonly #everybody: RowMask
  readonly #limits = new Map<string, RowMask>()
  readonly #boxes = new WeakMap<Box, RowMask>()

  constructor(table: Table, labels: Int32Array, groups: number) {
    this.table = table
    this.rows = labels.length
    this.#own = Array.from({ length: groups }, (_, group) =>
      maskOfRows(labels.length, row => labels[row] === group),
    )
    this.#sizes = this.#own.map(own => countRows(own))
    this.#everybody = maskOfRows(labels.length, () => true)
  }

  tally({ groups, last }: RuleList): Tally {
    const counts = this.#sizes.map(own => ({ own, given: 0, right: 0 }))
    const left = this.#everybody.slice()
    for (const { group, boxes } of groups) {
      const found = new Uint32Array(left.length)
      for (const box of boxes) {
        const mask = this.#box(box)
        for (let at = 0; at < found.length; at += 1) found[at]! |= mask[at]! & left[at]!
      }
      for (let at = 0; at < found.length; at += 1) left[at]! &= ~found[at]!
      this.#count(counts, group, found)
    }
    this.#count(counts, last, left)
    return { fidelity: counts.reduce((sum, { right }) => sum + right, 0) / this.rows, groups: counts }
  }

  #count(counts: { given: number; right: number }[], group: number, found: RowMask): void {
    counts[group]!.given += countRows(found)
    counts[group]!.right += countRows(found, this.#own[group])
  }

  #box(box: Box): RowMask {
    const known = this.#boxes.get(box)
    if (known !== undefined) return known
    const mask = this.#everybody.slice()
    for (const limit of box.limits) {
      const other = this.#limit(limit)
      for (let at = 0; at < mask.length; at += 1) mask[at]! &= other[at]!
    }
    this.#boxes.set(box, mask)
    return mask
  }

  #limit(limit: Limit): RowMask {
    const key = limitKey(limit)
    const known = this.#limits.get(key)
    if (known !== undefined) return known
    const mask = maskOfRows(this.rows, limitTest(limit, this.table.columns[limit.feature]!))
    this.#limits.set(key, mask)
    return mask
  }
}
