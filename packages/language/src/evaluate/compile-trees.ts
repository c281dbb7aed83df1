import type { ScorerNode, TreesScorer } from '../ast/scorer.ts'
import type { RowScore, ScoreRow } from './score-row.ts'

/** All nodes of all trees in flat arrays: a walk reads a few numbers next to each other, and allocates nothing. */
export interface FlatTrees {
  /** The node at which each tree begins. */
  readonly roots: Int32Array
  /** The input a node asks about; −1 of a leaf. */
  readonly input: Int32Array
  /** The threshold; the value of a leaf; of a set of words where it begins in `sets`. */
  readonly number: Float64Array
  readonly left: Int32Array
  readonly right: Int32Array
  /** Where a missing value goes: to `left` or to `right`. */
  readonly missing: Int32Array
  /** 0 a threshold, else how many codes the set of words has. */
  readonly words: Int32Array
  /** 1 where a code goes left. */
  readonly sets: Uint8Array
}

/** (base + leaf + leaf + …) × factor, in the order of the trees. */
export function compileTrees(scorer: TreesScorer, row: ScoreRow): RowScore {
  const trees = flattenTrees(scorer, row)
  const { base, factor } = scorer
  const { values } = row
  return () => {
    let sum = base
    for (let tree = 0; tree < trees.roots.length; tree += 1) sum += leafOf(trees, trees.roots[tree]!, values)
    return sum * factor
  }
}

function leafOf(
  { input, number, left, right, missing, words, sets }: FlatTrees,
  root: number,
  row: Float64Array,
): number {
  let node = root
  for (let at = input[node]!; at >= 0; at = input[node]!) {
    const value = row[at]!
    if (Number.isNaN(value)) node = missing[node]!
    else if (words[node] === 0) node = value <= number[node]! ? left[node]! : right[node]!
    else node = value < words[node]! && sets[number[node]! + value] === 1 ? left[node]! : right[node]!
  }
  return number[node]!
}

/** @param row - Its inputs learn the words that trees ask about. */
export function flattenTrees({ trees }: TreesScorer, row: ScoreRow): FlatTrees {
  const nodes = trees.flat()
  const sets: number[] = []
  const flat = {
    roots: new Int32Array(trees.length),
    input: new Int32Array(nodes.length),
    number: new Float64Array(nodes.length),
    left: new Int32Array(nodes.length),
    right: new Int32Array(nodes.length),
    missing: new Int32Array(nodes.length),
    words: new Int32Array(nodes.length),
  }
  let start = 0
  for (const [tree, own] of trees.entries()) {
    flat.roots[tree] = start
    for (const [at, node] of own.entries()) flattenNode(node, start + at, start, flat, sets, row)
    start += own.length
  }
  return { ...flat, sets: Uint8Array.from(sets) }
}

function flattenNode(
  node: ScorerNode,
  at: number,
  start: number,
  flat: Omit<FlatTrees, 'sets'>,
  sets: number[],
  row: ScoreRow,
): void {
  flat.input[at] = node.kind === 'leaf' ? -1 : node.input
  if (node.kind === 'leaf') {
    flat.number[at] = node.value
    return
  }
  flat.left[at] = start + node.left
  flat.right[at] = start + node.right
  flat.missing[at] = start + (goesLeftWhenMissing(node) ? node.left : node.right)
  // Nothing known is at most −∞.
  if (node.kind === 'missing') flat.number[at] = Number.NEGATIVE_INFINITY
  else if (node.kind === 'threshold') flat.number[at] = node.threshold
  else {
    const codes = node.levels.flatMap(level => (level === null ? [] : [row.learn(node.input, level)]))
    const set = new Array<number>(Math.max(0, ...codes) + 1).fill(0)
    for (const code of codes) set[code] = 1
    flat.number[at] = sets.push(...set) - set.length
    flat.words[at] = set.length
  }
}

function goesLeftWhenMissing(node: Exclude<ScorerNode, { kind: 'leaf' }>): boolean {
  if (node.kind === 'missing') return true
  return node.kind === 'threshold' ? node.missing === 'left' : node.levels.includes(null)
}
