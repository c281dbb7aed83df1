import type { Checked, CheckedSegmentation, Cutoffs } from '../ast/checked.ts'

/**
 * What can stand after FROM: a quoted table name, or a SELECT in brackets. Made by the stores from quoted names;
 * values inside must be parameters of their own, whose names do not begin with `p` and a digit. A condition on the key
 * belongs into its innermost WHERE: the engine cuts what it reads by that one alone (`query_plan_merge_expressions`).
 */
export type SqlSource = string

export interface PopulationTables {
  /** Columns `customer_id`, `at`, `event_id`, `event`, `batch` and one or two for every property; no event twice. */
  readonly events: SqlSource
  /** Columns `customer_id` and one or two for every attribute, as of the instant; one row a customer of the base population. */
  readonly customers: SqlSource
}

/** What of a customer's events is news since an earlier evaluation. */
export interface NewsQuery {
  /**
   * Name of the column, packed like a mask: bit `i % 64` of word `i >> 6` is set when one of `events[i]` happened since.
   * The bit after the last says that some event came late: which of them do is not told, few are, and the type of every
   * event would have to be looked at once more.
   */
  readonly column: string
  readonly events: readonly string[]
  /** What happened since has `at` after this, up to `asOf` (UTC milliseconds). */
  readonly since: number
  /** What came late has `at` up to `since`, and was brought by a batch after this one. */
  readonly sinceBatch: number
}

/** What to evaluate over the whole base population, at one instant. */
export interface PopulationQuery {
  /** Column name → expression. */
  readonly expressions?: ReadonlyMap<string, Checked>
  /** Column name → conditions, packed: bit `i % 64` of word `i >> 6` of an `Array(UInt64)`. */
  readonly masks?: ReadonlyMap<string, readonly Checked[]>
  /** Column name → segmentations: an `Array(UInt16)` with the number of each one's class among its `classesOf`. */
  readonly classes?: ReadonlyMap<string, readonly CheckedSegmentation[]>
  /** UTC milliseconds. */
  readonly asOf: number
  /** IANA zone of calendar windows, dates and ages. */
  readonly timezone: string
  /** ISO weekday on which a week starts. */
  readonly weekStart: number
  readonly cutoffs?: Cutoffs
  readonly tables: PopulationTables
  /** Only customers for whom this holds. */
  readonly where?: Checked
  readonly news?: NewsQuery
}
