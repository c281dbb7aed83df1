import type { Checked } from '@kindred/language'
import type { Cell } from '../warehouse-node.ts'
import { bitPositions, wordAt, wordsOf } from './bit-positions.ts'
import { fromUnits, wholeOf } from './measured-value.ts'

/** Stands for everybody, whatever bits are set. */
const EVERYBODY = -1

/**
 * SQL: for every position how many rows have the bit set, and the sum of their units; for everybody under −1.
 *
 * @param source - A SELECT with `bits` and `units`.
 */
export function tallySql(source: string, bits: number): string {
  const positions = bitPositions(wordsOf(bits), wordAt('bits'))
  const all = `arrayPushFront(arrayMap(bit -> toInt32(bit), ${positions}), ${EVERYBODY})`
  return `SELECT position, count(), sum(units) FROM (SELECT arrayJoin(${all}) AS position, units FROM (${source})) GROUP BY position`
}

interface Tallied {
  readonly size: number
  readonly value?: number | bigint
}

/** Adds up what `tallySql` found on each node and in each range. */
export class MaskTally {
  readonly #value: Checked | undefined
  readonly #sums = new Map<number, { size: number; units: bigint }>()

  constructor(value: Checked | undefined) {
    this.#value = value
  }

  add(rows: readonly (readonly Cell[])[]): void {
    for (const [position, size, units] of rows) {
      const sum = this.#sums.get(Number(position)) ?? { size: 0, units: 0n }
      sum.size += Number(size)
      sum.units += wholeOf(units)
      this.#sums.set(Number(position), sum)
    }
  }

  everybody(): Tallied {
    return this.at(EVERYBODY)
  }

  at(position: number): Tallied {
    const { size, units } = this.#sums.get(position) ?? { size: 0, units: 0n }
    return this.#value === undefined ? { size } : { size, value: fromUnits(this.#value, units) }
  }
}
