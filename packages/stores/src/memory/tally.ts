import type { Checked, Value } from '@kindred/language'
import { Total } from './total.ts'

/** How many customers, and what they are worth where a measure of value is given. */
export class Tally {
  readonly #total: Total | undefined
  #size = 0

  constructor(value: Checked | undefined) {
    this.#total = value === undefined ? undefined : new Total(value)
  }

  add(value: Value | undefined): void {
    this.#size += 1
    this.#total?.add(value)
  }

  result(): { readonly size: number; readonly value?: number | bigint } {
    return this.#total === undefined
      ? { size: this.#size }
      : { size: this.#size, value: this.#total.result() }
  }
}
