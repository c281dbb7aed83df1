import type { Transform } from './transform.ts'

/** How a row's number is read from a column; NaN where it is missing. */
export type Reading =
  /** The number itself. */
  | { readonly kind: 'number' }
  /** 1 where the number is missing. */
  | { readonly kind: 'missing' }
  /** The place of a word in an order of words: 0, 1, 2 … */
  | { readonly kind: 'order'; readonly levels: readonly string[] }
  /** 1 where it is this word; `null` is a missing one. */
  | { readonly kind: 'level'; readonly level: string | null }
  /** 1 where it is none of these words: the rare ones, and new ones. */
  | { readonly kind: 'other'; readonly levels: readonly (string | null)[] }

/** One column of the prepared matrix: (transform(value, or `fill` where it is missing) − centre) / scale. */
export interface PreparedFeature {
  readonly name: string
  /** The column of the table that it is made of. */
  readonly column: string
  readonly reading: Reading
  /** The median of what is known; stands in for what is missing. */
  readonly fill: number
  readonly missingShare: number
  readonly transform: Transform
  readonly skewness: { readonly before: number; readonly after: number }
  readonly centre: number
  readonly scale: number
  /** Median and robust deviation after the transform: how far out a value is. A deviation of 0 is not judged. */
  readonly middle: number
  readonly deviation: number
}

export type DroppedReason = 'all_missing' | 'near_constant' | 'near_duplicate' | 'too_many_levels'

export interface DroppedFeature {
  readonly name: string
  readonly column: string
  readonly reason: DroppedReason
  readonly says: string
}

/** A fitted preparation: plain, frozen, survives JSON, applies to other rows. */
export interface FittedPreparation {
  readonly kind: 'preparation'
  readonly version: 1
  readonly features: readonly PreparedFeature[]
  readonly dropped: readonly DroppedFeature[]
  /** Robust deviations from the middle beyond which a row is an outlier. */
  readonly outlierDistance: number
}
