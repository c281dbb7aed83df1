import type { Column } from '../matrix/table.ts'
import type { TreeSplit } from './fitted-tree.ts'

/**
 * A tree whose leaves are numbers, as lists with one entry a node: the root first, behind each question its left branch,
 * then its right. Plain data that survives JSON, and small: forests have millions of nodes.
 */
export interface ValueTree {
  /** The place of the column that is asked among those that were fitted; −1 in a leaf. */
  readonly asks: readonly number[]
  /** Of a question to numbers the threshold; of one to words its place in `sets`; 0 in a leaf. */
  readonly thresholds: readonly number[]
  /** Whether a missing number goes left: 1 or 0. */
  readonly missing: readonly number[]
  /** Where the right branch begins; in a leaf how many leaves stand before it. */
  readonly rights: readonly number[]
  /** The weight of the rows that came here. */
  readonly weights: readonly number[]
  /** Of every leaf what it says: one number, or one a class. */
  readonly values: readonly number[]
  /** Words that go left. */
  readonly sets: readonly (readonly (string | null)[])[]
}

/** A column that was fitted. */
export interface ColumnName {
  readonly name: string
  readonly kind: Column['kind']
}

/** A threshold that no number is above: only missing ones go right. */
export const ABOVE_ALL: number = Number.MAX_VALUE

/** One node, as it is read by people and other programs. */
export type ValueNode =
  | { readonly kind: 'leaf'; readonly weight: number; readonly values: readonly number[] }
  | {
      readonly kind: 'split'
      readonly weight: number
      readonly split: TreeSplit
      /** Places in the list of nodes, behind this one. */
      readonly left: number
      readonly right: number
    }

/**
 * The nodes of a tree with their questions in words of the table.
 *
 * @param outputs - Numbers a leaf has.
 *
 * @example
 * const tree = { asks: [0, -1, -1], thresholds: [40, 0, 0], missing: [0, 0, 0], rights: [2, 0, 1], weights: [4, 2, 2], values: [-1, 1], sets: [] }
 * nodesOf(tree, [{ name: 'age', kind: 'number' }])[0].split.threshold // 40
 */
export function nodesOf(tree: ValueTree, columns: readonly ColumnName[], outputs = 1): ValueNode[] {
  return tree.asks.map((asked, place): ValueNode => {
    const weight = tree.weights[place]!
    const right = tree.rights[place]!
    if (asked < 0)
      return { kind: 'leaf', weight, values: tree.values.slice(right * outputs, (right + 1) * outputs) }
    const split = splitOf(tree, place, columns[asked]!)
    const sides = split.kind === 'missing' ? { left: right, right: place + 1 } : { left: place + 1, right }
    return { kind: 'split', weight, split, ...sides }
  })
}

function splitOf(tree: ValueTree, place: number, { name, kind }: ColumnName): TreeSplit {
  const threshold = tree.thresholds[place]!
  if (kind === 'category') return { kind: 'levels', column: name, levels: tree.sets[threshold]! }
  if (threshold === ABOVE_ALL) return { kind: 'missing', column: name }
  return { kind: 'threshold', column: name, threshold, missing: tree.missing[place] === 1 ? 'left' : 'right' }
}
