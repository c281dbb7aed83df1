import { expect, test } from 'vitest'
import { emptyMatrix, listsOf, type Matrix, matrixOf } from '../matrix/matrix.ts'
import { squaredDistance } from '../matrix/squared-distance.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { groupedRows } from '../testing/grouped-rows.ts'
import { embedUmap } from './embed-umap.ts'

const { rows, truth } = groupedRows({ groups: 4, each: 50, columns: 6 }, 3)

/** Share of rows whose nearest other row is of their own group. */
function neighboursAlike({ values, columns }: Matrix, groups: Int32Array): number {
  const alike = groups.filter((group, row) => {
    let best = -1
    let least = Infinity
    groups.forEach((_, other) => {
      const far = squaredDistance(values, row * columns, values, other * columns, columns)
      if (other === row || far >= least) return
      least = far
      best = other
    })
    return groups[best] === group
  })
  return alike.length / groups.length
}

test('rows of one group stay nearest to each other, and groups apart', () => {
  const picture = embedUmap(rows, { random: seeded(7) })
  expect([picture.rows, picture.columns]).toEqual([200, 2])
  expect(picture.values.every(Number.isFinite)).toBe(true)
  expect(neighboursAlike(picture, truth)).toBe(1)
})

test('the same seed gives the same picture, another seed another, and the rows are left as they were', () => {
  const copy = Float64Array.from(rows.values)
  const draw = (seed: number): Matrix => embedUmap(rows, { random: seeded(seed), passes: 20 })
  expect(draw(1)).toEqual(draw(1))
  expect(draw(1)).not.toEqual(draw(2))
  expect(rows.values).toEqual(copy)
})

test('rows that are all alike, and constant columns, have places as well', () => {
  const alike = matrixOf(Array.from({ length: 30 }, () => [1, 2, 3]))
  expect(embedUmap(alike, { random: seeded(1), passes: 20 }).values.every(Number.isFinite)).toBe(true)
  const wider = matrixOf(listsOf(rows).map(row => [5, ...row]))
  expect(neighboursAlike(embedUmap(wider, { random: seeded(7) }), truth)).toBe(1)
})

test('progress is told, and it stops when asked to', () => {
  const told: number[] = []
  embedUmap(rows, { random: seeded(1), passes: 5, progress: done => told.push(done) })
  expect(told).toEqual([1, 2, 3, 4, 5])
  expect(codeOf(() => embedUmap(rows, { random: seeded(1), signal: AbortSignal.abort() }))).toBe('cancelled')
})

test('what it cannot lay out is refused by name', () => {
  const random = seeded(1)
  expect(codeOf(() => embedUmap(emptyMatrix(0, 2), { random }))).toBe('no_rows')
  expect(codeOf(() => embedUmap(matrixOf([[1], [2], [Number.NaN], [3]]), { random }))).toBe('not_finite')
  expect(codeOf(() => embedUmap(matrixOf([[1], [2], [3]]), { random }))).toBe('too_few_rows')
  expect(codeOf(() => embedUmap(emptyMatrix(5001, 2), { random }))).toBe('too_many_rows')
  expect(codeOf(() => embedUmap(rows, { random, neighbours: 200 }))).toBe('bad_option')
  expect(codeOf(() => embedUmap(rows, { random, passes: 0 }))).toBe('bad_option')
})
