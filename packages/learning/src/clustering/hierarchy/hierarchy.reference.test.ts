import { describe, expect, test } from 'vitest'
import { matrixOf } from '../../matrix/matrix.ts'
import fixture from '../../testing/fixtures/hierarchy.json' with { type: 'json' }
import { fitHierarchy, type Linkage } from './fit-hierarchy.ts'

const cases: readonly { linkage: Linkage; merges: number[][] }[] = [
  { linkage: 'ward', merges: fixture.merges.ward },
  { linkage: 'average', merges: fixture.merges.average },
  { linkage: 'complete', merges: fixture.merges.complete },
]

describe.each(cases)('$linkage linkage', ({ linkage, merges }) => {
  test('the dendrogram is that of scipy: who merges with whom, at which height, of what size', () => {
    const fitted = fitHierarchy(matrixOf(fixture.rows), { linkage })
    expect(fitted.merges.map(({ a, b, size }) => [a, b, size])).toEqual(
      merges.map(([a, b, , size]) => [Math.min(a!, b!), Math.max(a!, b!), size]),
    )
    fitted.merges.forEach(({ height }, at) => {
      expect(height).toBeCloseTo(merges[at]![2]!, 9)
    })
  })
})
