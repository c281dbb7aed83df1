import type { ColumnBins } from '../trees/column-bins.ts'
import { type Question, TreeLists } from '../trees/tree-lists.ts'
import { ABOVE_ALL, type ValueTree } from '../trees/value-tree.ts'
import type { Addition } from './gradient-step.ts'
import type { Choice, GrownNode } from './grow-boosted-tree.ts'
import { UNBOUNDED } from './node-splitter.ts'

export interface Valuing {
  readonly bins: readonly ColumnBins[]
  readonly directions: readonly number[]
  /** What the second derivatives were multiplied by. */
  readonly scale: number
  /** What rows of a node are given, before the rate. */
  valueOf(node: GrownNode): number
  readonly rate: number
}

export interface ValuedTree {
  readonly tree: ValueTree
  /** What each leaf adds to its rows, in their order. */
  readonly additions: readonly Addition[]
}

/** A tree with values in its leaves. Those on both sides of a question with a direction are held apart by their middle. */
export function valueBoostedTree(root: GrownNode, valuing: Valuing): ValuedTree {
  const lists = new TreeLists()
  const additions: Addition[] = []
  const write = (node: GrownNode, lower: number, upper: number): void => {
    const weight = node.side.second / valuing.scale
    const clamp = (value: number): number => Math.max(lower, Math.min(upper, value))
    if (node.branch === undefined) {
      const value = valuing.rate * clamp(valuing.valueOf(node))
      lists.leaf(weight, [value])
      additions.push({ to: node.range.to, value })
      return
    }
    const { choice, left, right } = node.branch
    const place = lists.question(questionOf(choice, valuing.bins[choice.column]!), weight)
    const direction = valuing.directions[choice.column]!
    const middle = direction === 0 ? 0 : clamp((valuing.valueOf(left) + valuing.valueOf(right)) / 2)
    write(left, direction < 0 ? middle : lower, direction > 0 ? middle : upper)
    lists.turnRight(place)
    write(right, direction > 0 ? middle : lower, direction < 0 ? middle : upper)
  }
  write(root, UNBOUNDED.lower, UNBOUNDED.upper)
  return { tree: lists.tree(), additions }
}

function questionOf({ column, goes }: Choice, bins: ColumnBins): Question {
  if (goes.kind === 'number' && bins.kind === 'number')
    return { column, asked: bins.ends[goes.bin] ?? ABOVE_ALL, missingLeft: goes.missingLeft }
  if (goes.kind === 'category' && bins.kind === 'category')
    return { column, asked: goes.codes.map(code => bins.levels[code]!), missingLeft: false }
  throw new Error('A question does not fit its column.')
}
