import type { Table } from '../matrix/table.ts'
import { quantile } from '../numeric/quantile.ts'
import type { DroppedFeature, DroppedReason, PreparedFeature, Reading } from './fitted-preparation.ts'
import { readFeature } from './read-feature.ts'
import type { NamedReading } from './readings-of.ts'
import { type ChosenTransform, type Curves, chooseTransform, transformed } from './transform.ts'

/** A feature with everything but its scale, and its transformed values. */
export interface FeatureInMaking extends Omit<PreparedFeature, 'centre' | 'scale'> {
  readonly values: Float64Array
}

/** A finished feature, with its transformed values. */
export interface ScaledFeature {
  readonly feature: PreparedFeature
  readonly values: Float64Array
}

interface MakingOptions {
  readonly transforms: 'auto' | 'none'
  readonly curves: Curves
  readonly skewness: number
  readonly constantShare: number
}

export function isDropped(made: FeatureInMaking | DroppedFeature): made is DroppedFeature {
  return 'reason' in made
}

/** Fills and transforms one feature, or says why it is of no use. */
export function makeFeature(
  table: Table,
  { name, column, reading }: NamedReading,
  options: MakingOptions,
): FeatureInMaking | DroppedFeature {
  const raw = readFeature(table, column, reading)
  const known = raw.filter(value => !Number.isNaN(value)).sort()
  const drop = (reason: DroppedReason, says: string): DroppedFeature => ({ name, column, reason, says })
  if (known.length === 0) return drop('all_missing', `'${name}' is missing in every row`)
  const fill = quantile(known, 0.5)
  const filled = raw.map(value => (Number.isNaN(value) ? fill : value))
  const share = shareOfMostFrequent(filled)
  if (share >= options.constantShare)
    return drop('near_constant', `'${name}' has one value in ${percent(share)} of the rows`)
  const chosen = chooseFor(reading, known, options)
  const values = filled.map(value => transformed(chosen.transform, value))
  const missingShare = 1 - known.length / raw.length
  return { name, column, reading, fill, missingShare, ...chosen, ...robustSpread(reading, values), values }
}

function chooseFor(reading: Reading, known: Float64Array, options: MakingOptions): ChosenTransform {
  const limit = reading.kind === 'number' && options.transforms === 'auto' ? options.skewness : Infinity
  return chooseTransform(known, limit, options.curves)
}

function shareOfMostFrequent(values: Float64Array): number {
  const sorted = Float64Array.from(values).sort()
  let longest = 0
  let from = 0
  sorted.forEach((value, at) => {
    if (value !== sorted[from]) from = at
    longest = Math.max(longest, at - from + 1)
  })
  return longest / sorted.length
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toLocaleString('en')} %`
}

/** The deviation a normal column has for a median absolute deviation, or an interquartile range, of 1. */
const [OF_MEDIAN_DEVIATION, OF_QUARTILES] = [1.482602218505602, 0.7413011092528009]

/** Only numbers have values far out: a word is as far from another as any. */
function robustSpread(reading: Reading, values: Float64Array): { middle: number; deviation: number } {
  if (reading.kind !== 'number') return { middle: 0, deviation: 0 }
  const sorted = Float64Array.from(values).sort()
  const middle = quantile(sorted, 0.5)
  const away = sorted.map(value => Math.abs(value - middle)).sort()
  const deviation = OF_MEDIAN_DEVIATION * quantile(away, 0.5)
  if (deviation > 0) return { middle, deviation }
  return { middle, deviation: OF_QUARTILES * (quantile(sorted, 0.75) - quantile(sorted, 0.25)) }
}
