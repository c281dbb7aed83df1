import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matrixOf } from '../matrix/matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'
import { KdTree } from './kd-tree.ts'

const cell = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: -5, max: 5, noNaN: true }))
const table = fc
  .integer({ min: 1, max: 4 })
  .chain(columns =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 120 }),
  )

test('the nearest rows are those that looking at all of them finds, ties by the first row', () => {
  fc.assert(
    fc.property(
      table,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
      (lists, count, reach) => {
        const rows = matrixOf(lists)
        const tree = new KdTree(rows)
        const from = Math.floor(lists.length / 2) * rows.columns
        const all = lists
          .map((_, row) => ({
            row,
            square: squaredDistance(rows.values, row * rows.columns, rows.values, from, rows.columns),
          }))
          .filter(({ square }) => square <= reach * reach)
          .sort((a, b) => a.square - b.square || a.row - b.row)
        expect(tree.nearest(rows.values, from, count, reach)).toEqual(all.slice(0, count))
      },
    ),
    { numRuns: 300 },
  )
})
