import { assignTree, type FittedTree, fitTree, type Table } from '@kindred/learning'
import { leafChance, treeScorer } from '../formula/tree-scorer.ts'
import type { LearnedModel, LearningMethod } from './learned-model.ts'

/** Of all rows, those a leaf has at least: a rarer chance is not told from fewer. */
const LEAST_LEAF = 20

/** One classification tree: a few questions that people can read. */
export const byTree: LearningMethod = {
  id: 'tree',
  answers: ['chance'],
  hasFormula: true,
  settings: () => [
    { depth: 5, leaf: LEAST_LEAF },
    { depth: 8, leaf: 2 * LEAST_LEAF },
  ],
  fit: ({ table, target, settings, watch }) =>
    treeModel(fitTree(table, target, { cost: 1e-4, ...settings, ...watch })),
}

export function treeModel(fitted: FittedTree): LearnedModel {
  const chances = fitted.nodes.map(leafChance)
  return {
    fitted,
    predict: (table: Table) =>
      Float64Array.from(assignTree(fitted, table).leaves, leaf => chances[leaf] ?? Number.NaN),
    scorer: places => treeScorer(fitted, places),
  }
}
