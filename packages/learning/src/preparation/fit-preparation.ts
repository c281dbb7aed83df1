import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Table } from '../matrix/table.ts'
import { requireOption } from '../numeric/require-option.ts'
import { dropDuplicates } from './drop-duplicates.ts'
import { type FeatureInMaking, isDropped, makeFeature, type ScaledFeature } from './feature-in-making.ts'
import type { DroppedFeature, FittedPreparation } from './fitted-preparation.ts'
import { markOutliers } from './mark-outliers.ts'
import { readingsOf } from './readings-of.ts'
import { type Scaling, scaleOf } from './scale-of.ts'
import type { Curves } from './transform.ts'

export interface PreparationOptions {
  /** `standard`: mean 0, deviation 1. `robust`: median 0, quartiles ±0.67, as a normal column has. Default standard. */
  readonly scaling?: Scaling
  /** `auto` takes logarithms or ranks of lopsided columns. Default auto. */
  readonly transforms?: 'auto' | 'none'
  /**
   * `straight`: logarithms and ranks of few straight lines between knots, so that they can be stated exactly where there
   * is only arithmetic; logarithms are then up to 0.06 too small between knots. Default smooth.
   */
  readonly curves?: Curves
  /** The skewness beyond which a column is lopsided. Default 1. */
  readonly skewness?: number
  /** Columns of words that have an order: their words, least first. */
  readonly orders?: Readonly<Record<string, readonly string[]>>
  /** A word in fewer rows than this share is put together with the other rare ones. Default 0.01. */
  readonly rareShare?: number
  /** A feature with one value in this share of the rows is dropped. Default 0.99. */
  readonly constantShare?: number
  /** A feature whose correlation with an earlier one has at least this size is dropped. Default 0.98. */
  readonly duplicateCorrelation?: number
  /** Robust deviations from the middle beyond which a row is set apart. Default 8. */
  readonly outlierDistance?: number
}

export const PREPARATION_DEFAULTS: Required<PreparationOptions> = {
  scaling: 'standard',
  transforms: 'auto',
  curves: 'smooth',
  skewness: 1,
  orders: {},
  rareShare: 0.01,
  constantShare: 0.99,
  duplicateCorrelation: 0.98,
  outlierDistance: 8,
}

/**
 * Finds how a table becomes numbers that distances can be taken of.
 *
 * A missing number becomes the median, and where numbers were missing is a feature of its own. A lopsided column
 * becomes its logarithm, or where that is not enough its rank. Words become a feature each, the rare ones together;
 * words with an order become their place. What hardly differs between customers, or hardly from another feature, is
 * dropped, with the reason. Rows far out do not take part in the scale.
 *
 * @param table - NaN and null are missing values.
 * @returns Plain frozen data: what was done is stated in it, feature by feature.
 * @throws LearningError `no_rows`, `no_columns`, `wrong_length`, `column_twice`, `infinite_value`, `bad_option`;
 *         `nothing_left` with all reasons, if no feature is left.
 *
 * Cost: rows × columns, a sort a column, and rows × features² / 2 for the correlations.
 *
 * @example
 * const spend = { name: 'spend', kind: 'number', values: Float64Array.of(1, 2, 3, NaN) }
 * const fitted = fitPreparation({ columns: [spend] })
 * fitted.features.map(({ name }) => name) // ['spend', 'spend is missing']
 */
export function fitPreparation(table: Table, options: PreparationOptions = {}): FittedPreparation {
  const chosen = { ...PREPARATION_DEFAULTS, ...options }
  requireOptions(chosen)
  requireTable(table)
  const columns = table.columns.map(column => readingsOf(column, chosen))
  const made = columns.flatMap(({ readings }) => readings.map(each => makeFeature(table, each, chosen)))
  const kept = made.filter((each): each is FeatureInMaking => !isDropped(each))
  const scaled = scaleFeatures(kept, chosen)
  const { features, dropped } = dropDuplicates(scaled, chosen.duplicateCorrelation)
  const all = [...columns.flatMap(each => each.dropped), ...made.filter(isDropped), ...dropped]
  if (features.length === 0) throw new LearningError('nothing_left', { reasons: all.map(({ says }) => says) })
  return deepFreeze({
    kind: 'preparation',
    version: 1,
    features,
    dropped: all.map(({ name, column, reason, says }): DroppedFeature => ({ name, column, reason, says })),
    outlierDistance: chosen.outlierDistance,
  })
}

function scaleFeatures(
  kept: readonly FeatureInMaking[],
  options: Required<PreparationOptions>,
): ScaledFeature[] {
  const outside = markOutliers(kept, options.outlierDistance)
  return kept.map(({ values, ...feature }) => ({
    values,
    feature: { ...feature, ...scaleOf(feature.reading, values, outside, options.scaling) },
  }))
}

function requireOptions(options: Required<PreparationOptions>): void {
  requireOption('skewness', options.skewness, { least: 0 })
  requireOption('rareShare', options.rareShare, { least: 0, most: 1 })
  requireOption('constantShare', options.constantShare, { least: 0.5, most: 1 })
  requireOption('duplicateCorrelation', options.duplicateCorrelation, { least: 0.5, most: 1 })
  requireOption('outlierDistance', options.outlierDistance, { least: 1 })
}
