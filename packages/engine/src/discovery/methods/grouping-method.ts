import type { Matrix, Random, Table, Watch } from '@kindred/learning'
import type { DiscoveryMethod } from '../../records/discovery.ts'

/** What a method groups: points, and where it needs them the plain values of the same customers. */
export interface Groupable {
  /** rows × inputs */
  readonly space: Matrix
  readonly table: Table
  /** Rows of the smallest group that is wanted. */
  readonly smallest: number
}

export interface MethodGrouping {
  /** The method's own label of every row; −1 for outliers. */
  readonly labels: ArrayLike<number>
  readonly bic?: number
}

/** One way to group. It is given no more rows than it can take. */
export interface GroupingMethod {
  readonly name: DiscoveryMethod
  /** The most rows it is given when it is fitted, and for each fit of a sample that tells how stable it is. */
  readonly rows: number
  readonly sampleRows: number
  /**
   * How samples are drawn: with replacement; or half of the rows without, where a row that comes twice would be a dense
   * place.
   */
  readonly samples: 'bootstrap' | 'halves'
  /**
   * One grouping for each number of groups; fewer where it cannot make so many, and any numbers where it finds the number
   * by itself.
   */
  group(given: Groupable, counts: readonly number[], random: Random, watch: Watch): MethodGrouping[]
}
