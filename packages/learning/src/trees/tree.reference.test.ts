import { expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import fixture from '../testing/fixtures/tree.json' with { type: 'json' }
import { assignTree } from './assign-tree.ts'
import { fitTree } from './fit-tree.ts'
import { pruneTree, pruningPath } from './prune-tree.ts'

function tableOf(rows: readonly (readonly number[])[]): Table {
  const columns = rows[0]!.map((_, at) => ({
    name: String(at),
    kind: 'number' as const,
    values: Float64Array.from(rows, row => row[at]!),
  }))
  return { columns }
}

const table = tableOf(fixture.rows)
const weights = Float64Array.from(fixture.weights)

test.each(fixture.cases)(
  'to depth $depth with leaves of $leaf, weighted: $weighted, questions and classes are those of scikit-learn',
  ({ depth, leaf, weighted, features, thresholds, labels }) => {
    const fitted = fitTree(table, fixture.classes, { depth, leaf, ...(weighted && { weights }) })
    expect(fitted.nodes).toHaveLength(features.length)
    fitted.nodes.forEach(({ branch }, place) => {
      expect(branch === undefined).toBe(features[place] === -2)
      if (branch?.split.kind !== 'threshold') return
      expect(branch.split.column).toBe(String(features[place]))
      // Theirs reads rows in single precision.
      expect(branch.split.threshold).toBeCloseTo(thresholds[place]!, 5)
    })
    expect(Array.from(assignTree(fitted, tableOf(fixture.fresh)).labels)).toEqual(labels)
  },
)

test.each(fixture.cases)(
  'the pruning path of depth $depth is that of scikit-learn',
  ({ depth, leaf, weighted, costs, impurities }) => {
    const path = pruningPath(fitTree(table, fixture.classes, { depth, leaf, ...(weighted && { weights }) }))
    const distinct = path.filter(({ cost }, at) => cost - (path[at + 1]?.cost ?? Infinity) < -1e-12)
    const theirs = costs.map((cost, at) => ({ cost, impurity: impurities[at]! }))
    const known = theirs.filter(({ cost }, at) => cost - (theirs[at + 1]?.cost ?? Infinity) < -1e-12)
    expect(distinct).toHaveLength(known.length)
    known.forEach(({ cost, impurity }, at) => {
      expect(distinct[at]!.cost).toBeCloseTo(cost, 12)
      expect(distinct[at]!.impurity).toBeCloseTo(impurity, 12)
    })
  },
)

test('a tree pruned at a cost has the leaves that the path tells, whether it grew so or was pruned later', () => {
  const grown = fitTree(table, fixture.classes, { depth: 8, leaf: 5 })
  for (const { cost, leaves } of pruningPath(grown).filter(
    ({ cost }, at, all) => cost < (all[at + 1]?.cost ?? 1),
  )) {
    const pruned = pruneTree(grown, cost)
    expect(pruned.nodes.filter(({ branch }) => branch === undefined)).toHaveLength(leaves)
    if (cost > 0) expect(fitTree(table, fixture.classes, { depth: 8, leaf: 5, cost })).toEqual(pruned)
  }
})
