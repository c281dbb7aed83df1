import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../numeric/random.ts'
import { cholesky } from './cholesky.ts'
import { columnStatistics } from './column-statistics.ts'
import { scatter } from './covariance.ts'
import { emptyMatrix, listsOf, matrixOf, selectRows } from './matrix.ts'
import { requireMatrix, weightsOf } from './require-matrix.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

const cell = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const lists = fc
  .integer({ min: 1, max: 5 })
  .chain(width =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 30 }),
  )

test('a matrix gives back the rows it was made of', () => {
  fc.assert(
    fc.property(lists, rows => {
      expect(listsOf(matrixOf(rows))).toEqual(rows)
    }),
  )
})

test('rows can be chosen twice and in any order, and keep their precision', () => {
  const single = emptyMatrix(2, 2, { single: true, shared: true })
  single.values.set([0.1, 2, 3, 4])
  const chosen = selectRows(single, [1, 0, 1])
  expect(single.values.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(chosen.values).toEqual(Float32Array.of(3, 4, 0.1, 2, 3, 4))
})

test.each([
  [matrixOf([]), 'The matrix has no rows'],
  [emptyMatrix(3, 0), 'The matrix has no columns'],
  [
    matrixOf([
      [1, 2],
      [3, Number.NaN],
    ]),
    'The matrix is NaN in row 1, column 1',
  ],
  [matrixOf([[1], [Number.NEGATIVE_INFINITY]]), 'is -Infinity in row 1, column 0'],
  [{ rows: 2, columns: 2, values: new Float64Array(3) }, 'has 3 values, and there are 4'],
])('a matrix that nothing can be learned from is refused by name', (matrix, says) => {
  expect(() => requireMatrix(matrix)).toThrow(says)
})

test('rows of different lengths and other widths are refused', () => {
  expect(() => matrixOf([[1, 2], [3]])).toThrow('Row 1 of the matrix has 1 values, and the first row has 2.')
  expect(() => requireMatrix(matrixOf([[1, 2]]), { columns: 3 })).toThrow('The rows have 2 columns')
})

test('weights that are negative, missing, unknown or all 0 are refused', () => {
  expect(() => weightsOf(2, Float64Array.of(1))).toThrow('has 1 values, and there are 2 rows')
  expect(() => weightsOf(2, Float64Array.of(1, -1))).toThrow('The weight of row 1, counted from 0, is -1.')
  expect(() => weightsOf(2, Float64Array.of(Number.NaN, 1))).toThrow('is NaN')
  expect(() => weightsOf(2, Float64Array.of(0, 0))).toThrow('0, as are all')
})

test('statistics of a column with a large mean lose no digits', () => {
  const { means, variances, minima, maxima } = columnStatistics(matrixOf([[1e9 + 1], [1e9 + 2], [1e9 + 3]]))
  expect(means[0]).toBe(1e9 + 2)
  expect(variances[0]).toBeCloseTo(2 / 3, 12)
  expect([minima[0], maxima[0]]).toEqual([1e9 + 1, 1e9 + 3])
})

test('a weight of 3 is three equal rows', () => {
  const weighted = columnStatistics(
    matrixOf([
      [1, 5],
      [4, 7],
    ]),
    Float64Array.of(3, 1),
  )
  const repeated = columnStatistics(
    matrixOf([
      [1, 5],
      [1, 5],
      [1, 5],
      [4, 7],
    ]),
  )
  expect(weighted).toEqual(repeated)
})

function randomRows(count: number, columns: number): number[][] {
  const random = seeded(12)
  return Array.from({ length: count }, () => Array.from({ length: columns }, () => random.normal()))
}

test('eigenvalues and vectors put a covariance together again', () => {
  const rows = matrixOf(randomRows(50, 4))
  const square = scatter(rows, columnStatistics(rows).means)
  const { values, vectors } = symmetricEigen(square, 4)
  expect([...values].sort((a, b) => b - a)).toEqual(values)
  for (let a = 0; a < 4; a += 1)
    for (let b = 0; b < 4; b += 1) {
      const sum = values.reduce((total, value, at) => total + value * vectors[at]![a]! * vectors[at]![b]!, 0)
      expect(sum).toBeCloseTo(square[a * 4 + b]!, 9)
    }
})

test('the triangle of Cholesky times itself is the matrix, and what is not positive definite has none', () => {
  const rows = matrixOf(randomRows(50, 3))
  const square = scatter(rows, columnStatistics(rows).means)
  const lower = cholesky(square, 3)!
  for (let a = 0; a < 3; a += 1)
    for (let b = 0; b < 3; b += 1) {
      let sum = 0
      for (let inner = 0; inner < 3; inner += 1) sum += lower[a * 3 + inner]! * lower[b * 3 + inner]!
      expect(sum).toBeCloseTo(square[a * 3 + b]!, 9)
    }
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined()
})
