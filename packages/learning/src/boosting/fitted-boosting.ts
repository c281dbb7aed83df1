import type { Link } from '../calibration/link.ts'
import type { Task } from '../matrix/require-target.ts'
import type { ColumnName, ValueTree } from '../trees/value-tree.ts'

/**
 * Boosted trees: plain, frozen, survives JSON, applies to other rows. The base and one leaf of every tree, added in this
 * order, are what the links make a prediction of.
 */
export interface FittedBoosting {
  readonly kind: 'boosting'
  readonly version: 1
  readonly task: Task
  readonly columns: readonly ColumnName[]
  readonly base: number
  /** Weights of their nodes are sums of the second derivative of the loss. */
  readonly trees: readonly ValueTree[]
  readonly links: readonly Link[]
  /** Where rows were held out: how many, and their mean loss with each number of trees, from none to the last tried. */
  readonly heldOut?: { readonly rows: number; readonly losses: readonly number[] }
}
