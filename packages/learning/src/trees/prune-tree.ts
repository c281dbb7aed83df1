import { deepFreeze } from '../deep-freeze.ts'
import { type FittedTree, impurity, type TreeNode } from './fitted-tree.ts'

/** A tree that is the best of its size, and the cost of a leaf from which on it is the best of all. */
export interface PruningStep {
  readonly cost: number
  readonly leaves: number
  /** Impurity of all leaves, as a share of the weight. */
  readonly impurity: number
}

/**
 * The trees that a grown one can be pruned to, the whole first and the bare root last: each takes away the branches
 * whose leaves save least.
 *
 * Checked: scikit-learn's `cost_complexity_pruning_path` (tree.reference.test.ts).
 * Cost: nodes a step.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60) }
 * pruningPath(fitTree({ columns: [age] }, [0, 0, 1, 1])).map(({ leaves }) => leaves) // [2, 1]
 */
export function pruningPath(fitted: FittedTree): PruningStep[] {
  const cut = new Cutting(fitted.nodes)
  const path = [cut.step(0)]
  for (let cost = cut.cutWeakest(); cost !== undefined; cost = cut.cutWeakest()) path.push(cut.step(cost))
  return path
}

/**
 * A tree without the branches that are not worth their leaves.
 *
 * @param cost - What a leaf has to save in impurity, as a share of the weight; a branch that saves just that much goes.
 *
 * Source: Breiman et al. (1984), chapter 3: minimal cost-complexity pruning.
 *
 * @example
 * const age = { name: 'age', kind: 'number', values: Float64Array.of(20, 30, 50, 60) }
 * pruneTree(fitTree({ columns: [age] }, [0, 0, 1, 1]), 1).nodes.length // 1
 */
export function pruneTree(fitted: FittedTree, cost: number): FittedTree {
  const cut = new Cutting(fitted.nodes)
  while ((cut.weakest()?.cost ?? Number.POSITIVE_INFINITY) <= cost) cut.cutWeakest()
  return deepFreeze({ ...fitted, nodes: cut.remaining() })
}

interface Below {
  readonly leaves: number
  readonly impurity: number
}

class Cutting {
  readonly #nodes: readonly TreeNode[]
  readonly #own: readonly number[]
  readonly #isLeaf: boolean[]

  constructor(nodes: readonly TreeNode[]) {
    const total = nodes[0]!.weights.reduce((sum, weight) => sum + weight, 0)
    this.#nodes = nodes
    this.#own = nodes.map(({ weights }) => impurity(weights) / total)
    this.#isLeaf = nodes.map(({ branch }) => branch === undefined)
  }

  step(cost: number): PruningStep {
    return { cost, ...this.#below()[0]! }
  }

  weakest(): { place: number; cost: number } | undefined {
    let weakest: { place: number; cost: number } | undefined
    this.#below().forEach(({ leaves, impurity: below }, place) => {
      if (leaves < 2) return
      const cost = Math.max(0, (this.#own[place]! - below) / (leaves - 1))
      if (weakest === undefined || cost < weakest.cost) weakest = { place, cost }
    })
    return weakest
  }

  cutWeakest(): number | undefined {
    const found = this.weakest()
    if (found !== undefined) this.#isLeaf[found.place] = true
    return found?.cost
  }

  remaining(): TreeNode[] {
    const kept: TreeNode[] = []
    this.#keep(0, kept)
    return kept
  }

  #keep(place: number, kept: TreeNode[]): number {
    const { branch, ...leaf } = this.#nodes[place]!
    const at = kept.length
    kept.push(leaf)
    if (branch === undefined || this.#isLeaf[place]) return at
    const left = this.#keep(branch.left, kept)
    const right = this.#keep(branch.right, kept)
    kept[at] = { ...leaf, branch: { split: branch.split, left, right } }
    return at
  }

  /** Of what hangs below every node that is left; nodes stand before their branches. */
  #below(): Below[] {
    const below: Below[] = new Array(this.#nodes.length)
    for (let place = this.#nodes.length - 1; place >= 0; place -= 1) {
      const { branch } = this.#nodes[place]!
      if (branch === undefined || this.#isLeaf[place])
        below[place] = { leaves: 1, impurity: this.#own[place]! }
      else {
        const [left, right] = [below[branch.left]!, below[branch.right]!]
        below[place] = { leaves: left.leaves + right.leaves, impurity: left.impurity + right.impurity }
      }
    }
    // A branch below one that was cut is gone.
    const gone = new Set<number>()
    this.#nodes.forEach(({ branch }, place) => {
      if (branch === undefined || !(this.#isLeaf[place] || gone.has(place))) return
      gone.add(branch.left).add(branch.right)
    })
    return below.map((each, place) => (gone.has(place) ? { leaves: 1, impurity: each.impurity } : each))
  }
}
