import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyMatrix, type Matrix, matrixOf, selectRows } from '../../matrix/matrix.ts'
import { nearestCentres } from '../../matrix/nearest-centres.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { seeded } from '../../numeric/random.ts'
import { groupedRows } from '../../testing/grouped-rows.ts'
import { fitKMeans } from './fit-k-means.ts'
import { KernelAssignment } from './kernel-assignment.ts'

function single(rows: Matrix): Matrix {
  return { ...rows, values: Float32Array.from(rows.values) }
}

/** Rows with a long tail, far from the origin, in no clear groups. */
function lopsided(count: number, columns: number, seed: number): Matrix {
  const random = seeded(seed)
  const rows = emptyMatrix(count, columns)
  for (let at = 0; at < rows.values.length; at += 1)
    rows.values[at] = 100 + Math.exp(random.normal()) + (at % 7)
  return single(rows)
}

const ones = (count: number): Float64Array => new Float64Array(count).fill(1)

test('compiled loops find a nearest centre of every row, however centres move, in any number of groups', () => {
  const coordinate = fc.float({ min: -100, max: 100, noNaN: true })
  const shape = fc.record({
    columns: fc.integer({ min: 1, max: 9 }),
    clusters: fc.integer({ min: 1, max: 20 }),
  })
  const cases = shape.chain(({ columns, clusters }) => {
    const point = fc.array(coordinate, { minLength: columns, maxLength: columns })
    const centres = fc.array(point, { minLength: clusters, maxLength: clusters })
    return fc.tuple(
      fc.array(point, { minLength: 1, maxLength: 40 }),
      fc.array(centres, { minLength: 1, maxLength: 4 }),
    )
  })
  fc.assert(
    fc.property(cases, ([points, moves]) => {
      const rows = single(matrixOf(points))
      using assignment = new KernelAssignment(rows, ones(points.length), moves[0]!.length, 1)
      assignment.restart()
      for (const centres of moves.map(matrixOf)) {
        assignment.assign(centres)
        const { distances } = nearestCentres(rows, centres)
        assignment.labels.forEach((label, row) => {
          const { columns } = rows
          const away = squaredDistance(rows.values, row * columns, centres.values, label * columns, columns)
          // Squares of up to 200² · columns are known to about 2e-6 of themselves.
          expect(away).toBeLessThanOrEqual(distances[row]! + 2e-6 * 40_000 * columns)
        })
      }
    }),
    { numRuns: 60 },
  )
})

test.each([
  [3, 2],
  [10, 8],
  [7, 21],
])(
  'with %i columns and %i clusters, single precision ends where double precision does',
  (columns, clusters) => {
    const rows = lopsided(3000, columns, columns)
    const centres = selectRows(
      { ...rows, values: Float64Array.from(rows.values) },
      Int32Array.from({ length: clusters }, (_, at) => at),
    )
    const options = { clusters, random: seeded(1), centres, tolerance: 0 }
    const compiled = fitKMeans(rows, options)
    const plain = fitKMeans({ ...rows, values: Float64Array.from(rows.values) }, options)
    expect(compiled.inertia / plain.inertia).toBeCloseTo(1, 4)
    expect(compiled.converged).toBe(true)
  },
)

test('any number of threads gives the same result, bit for bit', () => {
  const rows = lopsided(5000, 6, 2)
  const fit = (threads: number): unknown =>
    fitKMeans(rows, { clusters: 12, random: seeded(3), starts: 2, threads })
  const alone = fit(1)
  expect(fit(2)).toEqual(alone)
  expect(fit(5)).toEqual(alone)
})

test('sums follow the rows that move, weights included', () => {
  const { rows, truth } = groupedRows({ groups: 4, each: 50, columns: 3 }, 4)
  const weights = Float64Array.from(truth, (_, row) => row % 3)
  const data = single(rows)
  using assignment = new KernelAssignment(data, weights, 4, 1)
  assignment.restart()
  const random = seeded(5)
  for (let round = 0; round < 5; round += 1)
    assignment.assign(matrixOf(Array.from({ length: 4 }, () => [0, 1, 2].map(() => 12 * random.uniform()))))
  const { sums, sizes } = assignment.sums()
  for (let cluster = 0; cluster < 4; cluster += 1) {
    const members = Array.from(assignment.labels.keys()).filter(row => assignment.labels[row] === cluster)
    expect(sizes[cluster]).toBe(members.reduce((sum, row) => sum + weights[row]!, 0))
    const first = members.reduce((sum, row) => sum + weights[row]! * data.values[3 * row]!, 0)
    expect(sums.values[3 * cluster]).toBeCloseTo(first, 4)
  }
})

/** The same rows in the memory in which the compiled loops work. */
function athome(rows: Matrix): Matrix {
  const home = emptyMatrix(rows.rows, rows.columns, { single: true, shared: true })
  home.values.set(rows.values)
  return home
}

test('rows that live where the loops work are left as they are, and give the same each time', () => {
  const { rows } = groupedRows({ groups: 6, each: 500, columns: 7 }, 8)
  const elsewhere = single({ ...rows, values: rows.values.map(value => value - 6) })
  const home = athome(elsewhere)
  const fit = (data: Matrix, threads: number) =>
    fitKMeans(data, { clusters: 9, random: seeded(3), starts: 2, threads })
  const alone = fit(home, 1)
  for (const threads of [1, 3, 2]) expect(fit(home, threads)).toEqual(alone)
  expect(alone.inertia / fit(elsewhere, 1).inertia).toBeCloseTo(1, 5)
  expect(home.values).toEqual(elsewhere.values)
})

test('two at a time over the same rows do not get into each other’s way', () => {
  const { rows } = groupedRows({ groups: 3, each: 100, columns: 4 }, 9)
  const home = athome(single({ ...rows, values: rows.values.map(value => value - 6) }))
  const [some, others] = [selectRows(home, [0, 120, 250]), selectRows(home, [7, 8, 9])]
  using first = new KernelAssignment(home, ones(300), 3, 2)
  using second = new KernelAssignment(home, ones(300), 3, 2)
  for (const each of [first, second]) each.restart()
  first.assign(some)
  second.assign(others)
  expect(Array.from(first.labels)).toEqual(Array.from(nearestCentres(home, some).labels))
  expect(Array.from(second.labels)).toEqual(Array.from(nearestCentres(home, others).labels))
})

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d among the rows is refused by its place', value => {
  const home = athome(single(groupedRows({ groups: 2, each: 20, columns: 3 }, 1).rows))
  home.values[3 * 17 + 2] = value
  const fitting = () => fitKMeans(home, { clusters: 2, random: seeded(1) })
  expect(fitting).toThrow(`The matrix is ${value} in row 17, column 2`)
})

test('numbers whose squares are beyond single precision are worked on in double', () => {
  const rows = matrixOf([[1e30], [1.1e30], [-1e30], [-1.1e30]])
  const fitted = fitKMeans(athome(single(rows)), { clusters: 2, random: seeded(1) })
  expect(fitted.sizes).toEqual([2, 2])
  expect(fitted.inertia / 1e58).toBeCloseTo(1, 3)
})
