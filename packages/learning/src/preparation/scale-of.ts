import { quantile } from '../numeric/quantile.ts'
import type { Reading } from './fitted-preparation.ts'

export type Scaling = 'standard' | 'robust' | 'none'

interface Scale {
  readonly centre: number
  readonly scale: number
}

const [QUARTILES_OF_NORMAL, AS_IT_IS]: [number, Scale] = [1.3489795003921634, { centre: 0, scale: 1 }]

/**
 * Centre and scale of transformed values, of the rows that are not set apart. A feature that says yes or no stays
 * 0 and 1: scaled, a rare word would outweigh everything else.
 */
export function scaleOf(
  reading: Reading,
  values: Float64Array,
  outside: Uint8Array,
  scaling: Scaling,
): Scale {
  if (scaling === 'none' || (reading.kind !== 'number' && reading.kind !== 'order')) return AS_IT_IS
  const inside = values.filter((_, row) => outside[row] === 0)
  const standard = standardScale(inside)
  if (scaling === 'standard') return standard
  const sorted = inside.sort()
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25)
  const scale = range > 0 ? range / QUARTILES_OF_NORMAL : standard.scale
  return { centre: quantile(sorted, 0.5), scale }
}

/** A feature that differs only in rows set apart is left unscaled. */
function standardScale(values: Float64Array): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / values.length)
  return { centre: mean, scale: deviation > 1e-12 * (1 + Math.abs(mean)) ? deviation : 1 }
}
