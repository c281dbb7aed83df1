import type { ScoreLink, Scorer, ScorerNode } from '@kindred/language'
import { type ColumnName, nodesOf, type ValueTree } from '@kindred/learning'
import { splitNode } from './tree-scorer.ts'

export interface ValueTrees {
  readonly base: number
  readonly factor: number
  readonly columns: readonly ColumnName[]
  readonly trees: readonly ValueTree[]
  readonly links: readonly ScoreLink[]
}

/** The formula of trees with one number a leaf, summed in their order. */
export function valueTreesScorer(
  { base, factor, columns, trees, links }: ValueTrees,
  places: (column: string) => number,
): Scorer {
  return {
    kind: 'trees',
    base,
    factor,
    links,
    trees: trees.map(tree =>
      nodesOf(tree, columns).map((node): ScorerNode => {
        if (node.kind === 'leaf') return { kind: 'leaf', value: node.values[0] ?? 0 }
        return splitNode(node.split, node.left, node.right, places)
      }),
    ),
  }
}
