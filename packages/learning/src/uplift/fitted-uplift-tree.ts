import type { ColumnName, ValueTree } from '../trees/value-tree.ts'

/** A tree whose leaves are groups that a treatment changes differently: plain, frozen, survives JSON. */
export interface FittedUpliftTree {
  readonly kind: 'uplift_tree'
  readonly version: 1
  readonly columns: readonly ColumnName[]
  readonly treatments: number
  /** A leaf says what becomes of those left alone, then what each treatment changes. */
  readonly tree: ValueTree
}
