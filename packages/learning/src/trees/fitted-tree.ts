/** A question to one column; a row for which the answer is yes goes left. */
export type TreeSplit =
  /** A number of at most the threshold; a missing one goes where it is told. */
  | {
      readonly kind: 'threshold'
      readonly column: string
      readonly threshold: number
      readonly missing: 'left' | 'right'
    }
  /** A missing number. */
  | { readonly kind: 'missing'; readonly column: string }
  /** One of these words; `null` is a missing one. A word that was not seen goes right. */
  | { readonly kind: 'levels'; readonly column: string; readonly levels: readonly (string | null)[] }

/** A place in a tree: a leaf has no split. */
export interface TreeNode {
  /** Weight of the rows of every class that came here. */
  readonly weights: readonly number[]
  /** The heaviest class, the first of equals. */
  readonly label: number
  readonly branch?: {
    readonly split: TreeSplit
    /** Places in the list of nodes, behind this one. */
    readonly left: number
    readonly right: number
  }
}

/** A classification tree: plain, frozen, survives JSON, applies to other rows. */
export interface FittedTree {
  readonly kind: 'tree'
  readonly version: 1
  readonly columns: readonly { readonly name: string; readonly kind: 'number' | 'category' }[]
  readonly classes: number
  /** The root first, every node before its branches. */
  readonly nodes: readonly TreeNode[]
}

/**
 * How mixed weights are, as the chance that two rows drawn from them differ in class, times the weight.
 *
 * @example
 * impurity([3, 1]) // 1.5
 */
export function impurity(weights: readonly number[]): number {
  let total = 0
  let squares = 0
  for (const weight of weights) {
    total += weight
    squares += weight * weight
  }
  return total > 0 ? total - squares / total : 0
}
