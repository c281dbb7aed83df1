import type { Movement } from '@kindred/engine'
import { compareIds } from '../order/compare-ids.ts'

/** Moves of one definition counted by day: of a segment into and out of it, of a segmentation for every class. */
export class MovementDays {
  readonly #kind: 'segment' | 'segmentation'
  readonly #cells = new Map<string, { day: number; class?: string; entered: number; left: number }>()

  constructor(kind: 'segment' | 'segmentation') {
    this.#kind = kind
  }

  add(day: number, from: string, to: string, count: number): void {
    if (this.#kind === 'segment') {
      this.#cell(day, undefined)[to === 'in' ? 'entered' : 'left'] += count
      return
    }
    // Before her first class a customer was in none.
    if (to !== '') this.#cell(day, to).entered += count
    if (from !== '') this.#cell(day, from).left += count
  }

  /** In order of day and class. */
  result(): readonly Movement[] {
    return [...this.#cells.values()].sort((a, b) => a.day - b.day || compareIds(a.class ?? '', b.class ?? ''))
  }

  #cell(day: number, name: string | undefined): { entered: number; left: number } {
    const key = `${day} ${name ?? ''}`
    const none = { day, ...(name === undefined ? {} : { class: name }), entered: 0, left: 0 }
    const cell = this.#cells.get(key) ?? none
    this.#cells.set(key, cell)
    return cell
  }
}
