import type { Checked } from '@kindred/language'
import type { PopulationContext } from './warehouse.ts'

/** The part of the warehouse that learning reads. Every implementation passes `testing/population-table-cases.ts`. */
export interface WarehouseTables {
  /**
   * Columns of values of the customers for whom `where` holds, in order of id, in memory that threads may share.
   * Above `sample.atMost` only a sample of them, which depends on the seed and the ids and on nothing else. With `below`
   * those whose hash of seed and id is below it, as many as they are: the sample of another instant again.
   */
  table(query: TableQuery): Promise<CustomerTable>
}

export interface TableQuery {
  readonly context: PopulationContext
  /** Numbers, money, booleans, dates, instants, durations or texts; a place or tags are refused. */
  readonly columns: ReadonlyMap<string, Checked>
  readonly where?: Checked
  readonly sample?: TableSample
  readonly below?: SampleLimit
  readonly signal?: AbortSignal
}

export interface TableSample {
  readonly atMost: number
  readonly seed: number
  /** A text: of each of its words in proportion, of every word at least one. Absent: everybody alike. */
  readonly strata?: Checked
}

/** Who is drawn by one seed: everybody whose hash is below. */
export interface SampleLimit {
  readonly seed: number
  readonly hash: number
}

export interface CustomerTable {
  /** For how many the condition holds, drawn or not. */
  readonly population: number
  /** Below which hash they were drawn; absent where all were taken, or strata were drawn each for itself. */
  readonly drawnBelow?: SampleLimit
  readonly customers: readonly string[]
  readonly columns: ReadonlyMap<string, TableColumn>
}

export type TableColumn =
  /** Money in whole units, booleans 0 and 1, dates and instants in days since 1970-01-01, durations in days; NaN is unknown. */
  | { readonly kind: 'number'; readonly values: Float64Array<SharedArrayBuffer> }
  /** Places in `words`, which stand in order of their bytes; −1 is unknown. */
  | {
      readonly kind: 'category'
      readonly codes: Int32Array<SharedArrayBuffer>
      readonly words: readonly string[]
    }
