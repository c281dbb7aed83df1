import { expect, test } from 'vitest'
import { emptyMatrix, matrixOf } from '../matrix/matrix.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { groupedRows } from '../testing/grouped-rows.ts'
import { fitPca } from './fit-pca.ts'
import { project } from './project.ts'

const { rows } = groupedRows({ groups: 3, each: 50, columns: 4 }, 1)

test('as few components are kept as explain the share asked for', () => {
  const all = fitPca(rows)
  const some = fitPca(rows, { share: 0.9 })
  const explained = some.shares.reduce((sum, share) => sum + share, 0)
  expect(explained).toBeGreaterThanOrEqual(0.9)
  expect(explained - some.shares.at(-1)!).toBeLessThan(0.9)
  expect(some.directions).toEqual(all.directions.slice(0, some.directions.length))
  expect(fitPca(rows, { components: 2 }).directions).toHaveLength(2)
})

test('projections on all components keep distances', () => {
  const projected = project(fitPca(rows), rows)
  const apart = (values: ArrayLike<number>): number =>
    Math.hypot(...[0, 1, 2, 3].map(at => values[at]! - values[at + 40]!))
  expect(apart(projected.values)).toBeCloseTo(apart(rows.values), 9)
})

test('rows without any difference have directions and no variance', () => {
  expect(fitPca(emptyMatrix(5, 2)).shares).toEqual([0, 0])
})

test('what cannot be reduced is refused by name', () => {
  expect(codeOf(() => fitPca(matrixOf([[1, 2]])))).toBe('too_few_rows')
  expect(codeOf(() => fitPca(rows, { components: 5 }))).toBe('bad_option')
  expect(codeOf(() => fitPca(rows, { share: 0 }))).toBe('bad_option')
  expect(codeOf(() => project(fitPca(rows), matrixOf([[1]])))).toBe('other_columns')
})

test('rows in single precision have the same components, whatever the number of threads', () => {
  for (const columns of [1, 4, 9, 17]) {
    const far = groupedRows({ groups: 5, each: 333, columns }, columns)
    for (let at = 0; at < far.rows.values.length; at += 1) far.rows.values[at]! += 1000 * (at % columns)
    const double = fitPca(far.rows)
    const single = { ...far.rows, values: Float32Array.from(far.rows.values) }
    const fitted = fitPca(single)
    expect(fitPca(single, { threads: 3 })).toEqual(fitted)
    fitted.variances.forEach((variance, at) => {
      expect(variance / double.variances[at]!).toBeCloseTo(1, 4)
    })
  }
})
