import type { Scorer, ScorerNode } from '@kindred/language'
import type { FittedTree, TreeNode, TreeSplit } from '@kindred/learning'

/** The share of the second class in every leaf, drawn a little to the middle where there are few rows (Laplace). */
export function leafChance({ weights }: TreeNode): number {
  const [no = 0, yes = 0] = weights
  return (yes + 1) / (no + yes + 2)
}

/** The formula of one classification tree of two classes: the chance of the second. */
export function treeScorer({ nodes }: FittedTree, places: (column: string) => number): Scorer {
  const tree = nodes.map((node): ScorerNode => {
    const { branch } = node
    if (branch === undefined) return { kind: 'leaf', value: leafChance(node) }
    return splitNode(branch.split, branch.left, branch.right, places)
  })
  return { kind: 'trees', base: 0, trees: [tree], factor: 1, links: [] }
}

/** A question of a tree, with the column as the place of an input. */
export function splitNode(
  split: TreeSplit,
  left: number,
  right: number,
  places: (column: string) => number,
): ScorerNode {
  const input = places(split.column)
  if (split.kind === 'missing') return { kind: 'missing', input, left, right }
  if (split.kind === 'levels') return { kind: 'levels', input, levels: split.levels, left, right }
  const { threshold, missing } = split
  return { kind: 'threshold', input, threshold, missing, left, right }
}
