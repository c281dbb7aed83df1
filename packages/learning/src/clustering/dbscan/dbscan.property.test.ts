import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adjustedRand } from '../../evaluation/adjusted-rand.ts'
import { matrixOf } from '../../matrix/matrix.ts'
import { assignDbscan } from './assign-dbscan.ts'
import { fitDbscan } from './fit-dbscan.ts'

/** Cores and clusters of cores by the definition: who can be reached from whom over cores within reach. */
function byDefinition(
  rows: readonly number[][],
  reach: number,
  neighbours: number,
): { cores: number[]; groups: number[] } {
  const near = (a: number, b: number): boolean =>
    Math.hypot(...rows[a]!.map((value, at) => value - rows[b]![at]!)) <= reach
  const all = rows.map((_, row) => row)
  const cores = all.filter(row => all.filter(other => near(row, other)).length >= neighbours)
  const groups = new Map<number, number>()
  for (const start of cores) {
    if (groups.has(start)) continue
    const open = [start]
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      if (groups.has(row)) continue
      groups.set(row, start)
      open.push(...cores.filter(other => near(row!, other)))
    }
  }
  return { cores, groups: cores.map(core => groups.get(core)!) }
}

const table = fc.integer({ min: 1, max: 5 }).chain(columns =>
  fc.array(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 40,
  }),
)

test('cells find the cores and clusters of the definition, in any number of columns, at the very edge of the reach', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(1, 2, 2.5, 5),
      fc.integer({ min: 1, max: 6 }),
      (rows, reach, neighbours) => {
        const fitted = fitDbscan(matrixOf(rows), { reach, neighbours })
        const { cores, groups } = byDefinition(rows, reach, neighbours)
        expect(fitted.cores).toEqual(cores.map(core => rows[core]))
        if (cores.length > 0) expect(adjustedRand(fitted.coreLabels, groups)).toBe(1)
        expect(Array.from(assignDbscan(fitted, matrixOf(rows)))).toEqual(fitted.labels)
      },
    ),
    { numRuns: 300 },
  )
})
