import type { Task } from '../matrix/require-target.ts'
import type { ColumnName, ValueTree } from '../trees/value-tree.ts'

/** A random forest: plain, frozen, survives JSON, applies to other rows. What it foretells is the mean of its trees. */
export interface FittedForest {
  readonly kind: 'forest'
  readonly version: 1
  /** `classes`: which of several. */
  readonly task: Task | 'classes'
  readonly columns: readonly ColumnName[]
  /** Of the task `classes` how many there are; a leaf has a probability for each. Else 1: a probability, or a number. */
  readonly outputs: number
  readonly trees: readonly ValueTree[]
  /** What trees foretell of rows that they were not grown from. */
  readonly outOfBag?: OutOfBag
}

export interface OutOfBag {
  /** Rows that at least one tree was grown without. */
  readonly rows: number
  /** The share of them whose class is right: of numbers R², the share of their variance that is foretold. */
  readonly score: number
  /** Where asked for: rows × outputs, row-major; null where every tree knew the row, or it has no weight. */
  readonly predictions?: readonly (number | null)[]
}
