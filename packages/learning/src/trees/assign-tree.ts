import { requireColumn } from '../matrix/require-column.ts'
import { requireTable } from '../matrix/require-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import type { FittedTree, TreeSplit } from './fitted-tree.ts'

export interface TreeAssignment {
  /** The class of every row. */
  readonly labels: Int32Array
  /** The place of its leaf in the list of nodes. */
  readonly leaves: Int32Array
}

/**
 * The class of every row, and the leaf it comes to.
 *
 * @throws LearningError what a table is refused for; `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × depth.
 *
 * @example
 * const ages = list => ({ columns: [{ name: 'age', kind: 'number', values: Float64Array.from(list) }] })
 * const fitted = fitTree(ages([20, 30, 50, 60]), [0, 0, 1, 1])
 * assignTree(fitted, ages([41, NaN])).labels // [1, 1]
 */
export function assignTree({ columns, nodes }: FittedTree, table: Table): TreeAssignment {
  const chosen = columns.map(({ name, kind }) => requireColumn(table, name, kind))
  const rows = requireTable({ columns: chosen })
  const named = new Map(chosen.map(column => [column.name, column]))
  const answers = nodes.map(({ branch }) => branch && answerOf(branch.split, named.get(branch.split.column)!))
  const leaves = Int32Array.from({ length: rows }, (_, row) => {
    let place = 0
    for (let branch = nodes[0]!.branch; branch !== undefined; branch = nodes[place]!.branch)
      place = answers[place]!(row) ? branch.left : branch.right
    return place
  })
  return { labels: leaves.map(leaf => nodes[leaf]!.label), leaves }
}

function answerOf(split: TreeSplit, { values }: Column): (row: number) => boolean {
  if (split.kind === 'levels') {
    const levels = new Set<unknown>(split.levels)
    return row => levels.has(values[row])
  }
  if (split.kind === 'missing') return row => Number.isNaN(values[row])
  const { threshold } = split
  const isLeft = split.missing === 'left'
  return row => {
    const value = Number(values[row])
    return Number.isNaN(value) ? isLeft : value <= threshold
  }
}
