import { assignTree, type FittedTree, fitTree, pruneTree, pruningPath, type Table } from '@kindred/learning'
import { boxesOfTree, type LeafBox } from './boxes-of-tree.ts'
import type { RuleGroup, RuleList } from './rule-list.ts'

/** A group of more leaves than this is not described, it is enumerated. */
const LEAVES_A_GROUP = 6
/** What is shortened later has to have something to give. */
const TO_SPARE = 0.01

interface Asked {
  readonly table: Table
  readonly labels: Int32Array
  readonly groups: number
  readonly target: number
}

/**
 * Lists of rules to shorten: of trees around the smallest that reaches the target, each with the simplest groups first
 * and with the largest first. Where none reaches it, of the best trees that can still be read.
 */
export function candidateLists(asked: Asked): RuleList[] {
  return treesToTry(asked).flatMap(tree => {
    const boxes = boxesOfTree(tree, asked.table)
    const bySize = Array.from({ length: asked.groups }, (_, group) => group).sort(
      (a, b) => weightOf(boxes, b) - weightOf(boxes, a),
    )
    const byLength = bySize.toSorted((a, b) => limitsOf(boxes, a) - limitsOf(boxes, b))
    return [byLength, bySize].map(order => listInOrder(boxes, order))
  })
}

function treesToTry(asked: Asked): FittedTree[] {
  const { table, labels, target } = asked
  const plain = readableTrees(asked)
  const trees = hasAll(asked, plain) ? plain : readableTrees(asked, inFavourOf(asked, plain))
  const shares = trees.map(tree => shareRight(tree, table, labels))
  const most = Math.max(...trees.map(groupsIn))
  const complete = trees.map((tree, at) => (groupsIn(tree) === most ? shares[at]! : 0))
  const best = Math.max(...complete)
  const wanted = Math.min(target + TO_SPARE, best - TO_SPARE / 2)
  const at = complete.findIndex(share => share >= wanted)
  return [...new Set([at, at + 1, at + 3].map(each => trees[each]).filter(tree => tree !== undefined))]
}

/** From the smallest on, all that can still be read. */
function readableTrees({ table, labels, groups, target }: Asked, weights?: Float64Array): FittedTree[] {
  const leaf = Math.max(1, Math.min(50, (labels.length * (1 - target)) / 50))
  const grown = fitTree(table, labels, { depth: 8, leaf, ...(weights && { weights }) })
  return pruningPath(grown)
    .filter(({ leaves }) => leaves <= LEAVES_A_GROUP * groups)
    .map(({ cost }) => pruneTree(grown, cost * (1 + 1e-9)))
    .reverse()
}

function hasAll({ labels }: Asked, trees: readonly FittedTree[]): boolean {
  const there = new Set(labels).size
  return trees.some(tree => groupsIn(tree) === there)
}

/** Groups that no tree names, since others are more wherever they are, count as much as an average group. */
function inFavourOf({ labels, groups }: Asked, trees: readonly FittedTree[]): Float64Array {
  const named = new Set(trees.flatMap(({ nodes }) => nodes.filter(isLeaf).map(({ label }) => label)))
  const sizes = new Float64Array(groups)
  for (const label of labels) sizes[label]! += 1
  return Float64Array.from(labels, label =>
    named.has(label) ? 1 : Math.max(1, labels.length / (groups * sizes[label]!)),
  )
}

function isLeaf({ branch }: FittedTree['nodes'][number]): boolean {
  return branch === undefined
}

function groupsIn({ nodes }: FittedTree): number {
  return new Set(nodes.filter(isLeaf).map(({ label }) => label)).size
}

function shareRight(tree: FittedTree, table: Table, labels: Int32Array): number {
  const found = assignTree(tree, table).labels
  return found.reduce((sum, label, row) => sum + (label === labels[row] ? 1 : 0), 0) / labels.length
}

function weightOf(boxes: readonly LeafBox[], group: number): number {
  return boxes.reduce((sum, box) => sum + (box.group === group ? box.weight : 0), 0)
}

function limitsOf(boxes: readonly LeafBox[], group: number): number {
  return boxes.reduce((sum, box) => sum + (box.group === group ? box.limits.length : 0), 0)
}

function listInOrder(boxes: readonly LeafBox[], order: readonly number[]): RuleList {
  // A tree that is one leaf says that everybody is of its group.
  const all = boxes.find(({ limits }) => limits.length === 0)
  const last = all?.group ?? order.at(-1)!
  const groups = order
    .filter(group => group !== last)
    .map((group): RuleGroup => {
      const own = boxes.filter(box => box.group === group)
      return { group, boxes: own.map(({ limits }) => ({ limits })) }
    })
  return { groups, last }
}
