import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyMatrix, matrixOf } from '../../matrix/matrix.ts'
import { codeOf } from '../../testing/estimator-suite.ts'
import { cutHierarchy } from './cut-hierarchy.ts'
import { fitHierarchy, type Linkage } from './fit-hierarchy.ts'

const rows = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 25,
})
const linkage = fc.constantFrom<Linkage>('ward', 'average', 'complete')

test('every merge joins two clusters that are still there, heights never fall, and one cluster is left', () => {
  fc.assert(
    fc.property(rows, linkage, (data, by) => {
      const { merges } = fitHierarchy(matrixOf(data), { linkage: by })
      expect(merges).toHaveLength(data.length - 1)
      const sizes = new Map(data.map((_, row) => [row, 1]))
      merges.forEach(({ a, b, height, size }, at) => {
        expect(height).toBeGreaterThanOrEqual((merges[at - 1]?.height ?? 0) - 1e-9)
        expect(size).toBe(sizes.get(a)! + sizes.get(b)!)
        sizes.delete(a)
        sizes.delete(b)
        sizes.set(data.length + at, size)
      })
      expect([...sizes.values()]).toEqual([data.length])
    }),
  )
})

test('a cut into k gives k clusters, each finer cut within the coarser one, labels by size', () => {
  fc.assert(
    fc.property(rows, linkage, (data, by) => {
      const fitted = fitHierarchy(matrixOf(data), { linkage: by })
      let finer: Int32Array | undefined
      for (let clusters = data.length; clusters >= 1; clusters -= 1) {
        const labels = cutHierarchy(fitted, { clusters })
        const sizes = Array.from(
          { length: clusters },
          (_, label) => labels.filter(each => each === label).length,
        )
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        expect(Math.min(...sizes)).toBeGreaterThan(0)
        const parents = new Map<number, number>()
        finer?.forEach((label, row) => {
          expect(parents.get(label) ?? labels[row]).toBe(labels[row])
          parents.set(label, labels[row]!)
        })
        finer = labels
      }
    }),
    { numRuns: 40 },
  )
})

test('a cut at a height leaves apart what is farther apart than that', () => {
  const fitted = fitHierarchy(matrixOf([[0], [1], [5], [6], [20]]), { linkage: 'complete' })
  expect(Array.from(cutHierarchy(fitted, { height: 1 }))).toEqual([0, 0, 1, 1, 2])
  expect(Array.from(cutHierarchy(fitted, { height: 0.5 }))).toEqual([0, 1, 2, 3, 4])
  expect(Array.from(cutHierarchy(fitted, { height: 99 }))).toEqual([0, 0, 0, 0, 0])
})

test('too many rows for all pairs, and cuts that cannot be, are refused by name', () => {
  expect(() => fitHierarchy(emptyMatrix(20_001, 1), { linkage: 'average' })).toThrow(
    "takes at most 20000 rows, and there are 20001. Fit a sample and assign the others, or use the linkage 'ward'.",
  )
  const fitted = fitHierarchy(matrixOf([[0], [1], [5]]))
  expect(codeOf(() => cutHierarchy(fitted, { clusters: 4 }))).toBe('bad_option')
  expect(codeOf(() => cutHierarchy(fitted, { height: Number.NaN }))).toBe('bad_option')
})
