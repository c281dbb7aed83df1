import type { FeatureMeasure } from './feature-measure.ts'
import { percent } from './percent.ts'

interface Unit {
  readonly measure: FeatureMeasure
  readonly isMoney: boolean
  readonly currency: string
}

/**
 * A value in the workspace's units, as exact as a reader needs it.
 *
 * @example
 * valueText(1240.4, { measure: 'total', isMoney: true, currency: 'EUR' }) // '1,240 EUR'
 */
export function valueText(value: number | string | null, unit: Unit): string {
  if (value === null || (typeof value === 'number' && Number.isNaN(value))) return 'unknown'
  if (typeof value === 'string') return value
  if (unit.measure === 'boolean') return value === 1 ? 'yes' : 'no'
  if (unit.measure === 'share') return percent(value)
  const number = numberText(value)
  if (unit.isMoney) return `${number} ${unit.currency}`
  if (unit.measure === 'days_since' || unit.measure === 'gap')
    return `${number} ${number === '1' ? 'day' : 'days'}`
  return number
}

/** Whole from a hundred on, below that so many digits that three of them say something. */
export function numberText(value: number): string {
  const size = Math.abs(value)
  if (size > 0 && size < 0.01) return value.toLocaleString('en', { maximumSignificantDigits: 2 })
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
