import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyMatrix, type Matrix } from '../matrix/matrix.ts'
import { seeded } from '../numeric/random.ts'
import { codeOf } from '../testing/estimator-suite.ts'
import { fitLogisticRows } from './fit-logistic-rows.ts'
import { KernelLogisticLoss } from './kernel-logistic-loss.ts'
import { logisticLoss } from './logistic-loss.ts'

interface Rows {
  readonly double: Matrix
  readonly single: Matrix
  readonly target: Float64Array
  readonly weights: Float64Array
}

function made(rows: number, columns: number, seed: number): Rows {
  const random = seeded(seed)
  const single = emptyMatrix(rows, columns, { single: true, shared: true })
  const target = new Float64Array(rows)
  for (let row = 0; row < rows; row += 1) {
    let sum = 0
    for (let column = 0; column < columns; column += 1) {
      const value = random.normal()
      single.values[row * columns + column] = value
      sum += value / (column + 1)
    }
    target[row] = random.uniform() < 1 / (1 + Math.exp(-sum)) ? 1 : 0
  }
  target[0] = 0
  target[1] = 1
  const weights = Float64Array.from({ length: rows }, () => random.below(4) / 2 + 0.5)
  return { single, double: { rows, columns, values: Float64Array.from(single.values) }, target, weights }
}

test('compiled loops give the loss and the gradient of any number of rows and columns', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 700 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer(),
      (rows, columns, seed) => {
        const { single, double, target, weights } = made(rows, columns, seed)
        const random = seeded(seed + 1)
        const place = Float64Array.from({ length: columns + 1 }, () => 3 * random.normal())
        const [mine, known] = [new Float64Array(columns + 1), new Float64Array(columns + 1)]
        using kernel = new KernelLogisticLoss({ matrix: single, target, weights }, 1)
        const value = kernel.loss(place, mine)
        const exact = logisticLoss({ matrix: double, target, weights })(place, known)
        expect(Math.abs(value - exact)).toBeLessThan(2e-6 * exact + 1e-5)
        mine.forEach((slope, at) => {
          expect(Math.abs(slope - known[at]!)).toBeLessThan(1e-5 * rows)
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('sums far out are neither infinite nor NaN', () => {
  const { single, target, weights } = made(50, 2, 3)
  using kernel = new KernelLogisticLoss({ matrix: single, target, weights }, 1)
  const gradient = new Float64Array(3)
  for (const size of [1e3, 1e8, 1e30]) {
    expect(Number.isFinite(kernel.loss(Float64Array.of(size, -size, size), gradient))).toBe(true)
    expect(gradient.every(Number.isFinite)).toBe(true)
  }
})

test('single precision finds the weights of double precision, and any number of threads the same', () => {
  const { single, double, target, weights } = made(20_000, 11, 5)
  const exact = fitLogisticRows(double, target, { weights, penalty: 3 })
  const fitted = fitLogisticRows(single, target, { weights, penalty: 3 })
  expect(fitted.isConverged && exact.isConverged).toBe(true)
  expect(Math.abs(fitted.value - exact.value)).toBeLessThan(1e-6 * exact.value)
  fitted.weights.forEach((weight, at) => {
    expect(weight).toBeCloseTo(exact.weights[at]!, 3)
  })
  expect(fitLogisticRows(single, target, { weights, penalty: 3, threads: 2 })).toEqual(fitted)
  const elsewhere = { ...single, values: Float32Array.from(single.values) }
  expect(fitLogisticRows(elsewhere, target, { weights, penalty: 3 })).toEqual(fitted)
})

test('with L1, the same weights are 0', () => {
  const { single, double, target } = made(4000, 8, 6)
  const options = { penalty: 150, l1Share: 1 }
  const [exact, fitted] = [double, single].map(rows => fitLogisticRows(rows, target, options))
  expect(exact!.weights.some(weight => weight === 0)).toBe(true)
  expect(Array.from(fitted!.weights, weight => weight === 0)).toEqual(
    Array.from(exact!.weights, weight => weight === 0),
  )
})

test('what cannot be learned from is refused by name', () => {
  const { single, target } = made(20, 2, 7)
  const broken = { ...single, values: single.values.map((value, at) => (at === 5 ? Number.NaN : value)) }
  expect(codeOf(() => fitLogisticRows(broken, target))).toBe('not_finite')
  expect(codeOf(() => fitLogisticRows(single, target.slice(1)))).toBe('wrong_length')
  expect(
    codeOf(() =>
      fitLogisticRows(
        single,
        target.map(() => 1),
      ),
    ),
  ).toBe('one_class')
  expect(codeOf(() => fitLogisticRows(emptyMatrix(0, 2), []))).toBe('no_rows')
  expect(codeOf(() => fitLogisticRows(single, target, { threads: 0 }))).toBe('bad_option')
})
