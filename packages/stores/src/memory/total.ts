import { type Checked, NUMBER_SUM_SCALE, type Value } from '@kindred/language'

/**
 * A sum over customers that is the same in whatever order they come: money in ten-thousandths, numbers in whole
 * millionths. Unknown counts as 0.
 */
export class Total {
  readonly #money: boolean
  /** Ten-thousandths of money, millionths of a number. */
  units = 0n

  constructor(value: Checked) {
    this.#money = value.type === 'money'
  }

  add(value: Value | undefined): void {
    if (typeof value !== 'number' && typeof value !== 'bigint') return
    this.units += this.#money ? BigInt(value) : BigInt(Math.floor(Number(value) * NUMBER_SUM_SCALE + 0.5))
  }

  /** In the measure's own units: ten-thousandths of money, or the number itself. */
  result(): number | bigint {
    if (!this.#money) return Number(this.units) / NUMBER_SUM_SCALE
    const units = Number(this.units)
    return Number.isSafeInteger(units) ? units : this.units
  }
}
