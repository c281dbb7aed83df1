import type { Checked } from '@kindred/language'
import { safely } from './measured-value.ts'

/** A measure customers are ranked by, and which end of it is the better one. */
export interface Measure {
  readonly value: Checked
  readonly better: 'high' | 'low'
}

const SMALLEST = -(2n ** 63n)

/**
 * SQL: a measure as a whole number in the same order, higher being better. Money is in ten-thousandths; of a float
 * the bits are an order of their own, once those of negative numbers are turned round. −0 and 0 are one key.
 */
export function keySql({ value, better }: Measure, column: string): string {
  const bits = `reinterpretAsInt64(assumeNotNull(${column}))`
  const key =
    value.type === 'money'
      ? `toInt128(assumeNotNull(${column}) * 10000)`
      : `if(${bits} < 0, toInt128('${SMALLEST}') - ${bits}, toInt128(${bits}))`
  return better === 'high' ? key : `-(${key})`
}

/** The value a key stands for, in the measure's own representation. */
export function valueOfKey({ value, better }: Measure, key: bigint): number | bigint {
  const ordered = better === 'high' ? key : -key
  if (value.type === 'money') return safely(ordered)
  const [float = 0] = new Float64Array(BigInt64Array.of(ordered < 0n ? SMALLEST - ordered : ordered).buffer)
  return float
}
