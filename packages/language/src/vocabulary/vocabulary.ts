import type { Checked, CheckedSegmentation, ScoreInput } from '../ast/checked.ts'
import type { Scorer } from '../ast/scorer.ts'
import type { Place, ValueType } from './value.ts'

/** What an attribute or a property may be declared as. */
export type DeclaredType = Exclude<ValueType, 'duration'>

/**
 * What the expressions of one workspace may speak of. Names are lower-case identifiers
 * (`[a-z][a-z0-9_]*`), unique within their map.
 */
export interface Vocabulary {
  /** IANA zone of calendar windows, dates and ages. */
  readonly timezone: string
  /** ISO 4217 code, printed after amounts. */
  readonly currency: string
  /** ISO weekday on which a week starts: 1 Monday … 7 Sunday. */
  readonly weekStart: number
  readonly attributes: ReadonlyMap<string, AttributeName>
  readonly events: ReadonlyMap<string, EventName>
  /** Features, already checked; a reference is replaced by what it stands for. */
  readonly features: ReadonlyMap<string, FeatureName>
  readonly segments: ReadonlyMap<string, SegmentName>
  readonly segmentations: ReadonlyMap<string, SegmentationName>
  /** Models whose score may be read as `score(id)`. */
  readonly scores: ReadonlyMap<string, ScoreName>
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** Polygons, first corner not repeated. */
  readonly places: ReadonlyMap<string, readonly Place[]>
}

export interface AttributeName {
  readonly type: DeclaredType
  /** What the English reading calls it; the name with spaces when absent. */
  readonly label?: string
}

export interface EventName {
  readonly label?: string
  readonly properties: ReadonlyMap<string, AttributeName>
}

export interface FeatureName {
  readonly label?: string
  readonly is: Checked
}

export interface SegmentName {
  readonly label?: string
  readonly when: Checked
}

export interface SegmentationName {
  readonly label?: string
  readonly of: CheckedSegmentation
}

/** A model by its name, and what counts of it: a fitted model without which nobody has a score. */
export interface ScoreName {
  readonly label?: string
  readonly inputs: readonly ScoreInput[]
  readonly of?: Scorer
  /** Which fitted model `of` is; two that differ have different ones. */
  readonly version?: number
  /** Further answers, read as `score(model, output)`; undefined while no fitted model counts. */
  readonly outputs?: ReadonlyMap<string, Scorer | undefined>
}
