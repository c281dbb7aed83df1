import type { TreeSplit } from './fitted-tree.ts'

/** Rows of one node while a tree grows. */
export interface Growing {
  readonly from: number
  readonly to: number
  readonly weights: readonly number[]
  readonly total: number
}

/** What splits are judged by. */
export interface Judging {
  readonly labels: Int32Array
  readonly rowWeights: Float64Array
  readonly classes: number
  /** Least weight of a leaf. */
  readonly leaf: number
}

/** A split with what it is worth: the sum over both sides of (squared weights of classes / weight); more is purer. */
export interface Candidate {
  readonly purity: number
  readonly split: TreeSplit
  /** Whether a row of this code goes left. */
  readonly goesLeft: (code: number) => boolean
}

export function squaresOf(weights: ArrayLike<number>): number {
  let squares = 0
  for (let at = 0; at < weights.length; at += 1) squares += weights[at]! * weights[at]!
  return squares
}
