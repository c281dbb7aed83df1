import { expect, test } from 'vitest'
import { matrixOf } from '../../matrix/matrix.ts'
import { seeded } from '../../numeric/random.ts'
import { groupedRows } from '../../testing/grouped-rows.ts'
import { assignMixture } from './assign-mixture.ts'
import { fitMixture } from './fit-mixture.ts'

test('probabilities of a row sum up to 1, also far from every cluster', () => {
  const { rows } = groupedRows({ groups: 3, each: 30, columns: 2 }, 1)
  const fitted = fitMixture(rows, { clusters: 3, random: seeded(1) })
  const { probabilities } = assignMixture(
    fitted,
    matrixOf([
      [0, 0],
      [6, 6],
      [1e6, -1e6],
    ]),
  )
  for (let row = 0; row < 3; row += 1) {
    const sum = [0, 1, 2].reduce((total, cluster) => total + probabilities.values[3 * row + cluster]!, 0)
    expect(sum).toBeCloseTo(1, 12)
  }
})

test('BIC is least for the number of groups there are', () => {
  const { rows } = groupedRows({ groups: 3, each: 60, columns: 2, apart: 8 }, 2)
  const bics = [1, 2, 3, 4, 5].map(clusters => fitMixture(rows, { clusters, random: seeded(1) }).bic)
  expect(bics.indexOf(Math.min(...bics)) + 1).toBe(3)
})

test('columns that depend on each other, and clusters that are one point, are given a little volume', () => {
  const rows = matrixOf([
    [1, 2],
    [1, 2],
    [1, 2],
    [5, 10],
    [6, 12],
    [7, 14],
  ])
  const fitted = fitMixture(rows, { clusters: 2, random: seeded(1) })
  expect(Array.from(assignMixture(fitted, rows).labels)).toEqual(
    [0, 0, 0, 1, 1, 1].map(label => (fitted.components[0]!.mean[0]! < 3 ? label : 1 - label)),
  )
  expect(Number.isFinite(fitted.bic)).toBe(true)
})

test('the likelihood never falls when more iterations are allowed', () => {
  const { rows } = groupedRows({ groups: 4, each: 40, columns: 2, apart: 2 }, 3)
  const after = [1, 2, 5, 20, 80].map(
    iterations =>
      fitMixture(rows, { clusters: 4, random: seeded(1), starts: 1, iterations, tolerance: 0 }).logLikelihood,
  )
  expect([...after].sort((a, b) => a - b)).toEqual(after)
})
