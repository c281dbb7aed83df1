import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOf } from '../testing/estimator-suite.ts'
import type { Objective } from './line-search.ts'
import { minimise } from './minimise.ts'

const rosenbrock: Objective = (x, slope) => {
  slope.fill(0)
  let value = 0
  for (let at = 0; at + 1 < x.length; at += 1) {
    const [bend, away] = [x[at + 1]! - x[at]! ** 2, 1 - x[at]!]
    value += 100 * bend ** 2 + away ** 2
    slope[at]! += -400 * bend * x[at]! - 2 * away
    slope[at + 1]! += 200 * bend
  }
  return value
}

const beale: Objective = (x, slope) => {
  const [a, b] = [x[0]!, x[1]!]
  slope.fill(0)
  return [1.5, 2.25, 2.625].reduce((value, wanted, at) => {
    const power = at + 1
    const left = wanted - a + a * b ** power
    slope[0]! += 2 * left * (b ** power - 1)
    slope[1]! += 2 * left * a * power * b ** (power - 1)
    return value + left ** 2
  }, 0)
}

test('Rosenbrock’s valley in 2 and 30 dimensions ends at (1, …, 1)', () => {
  for (const size of [2, 30]) {
    const start = Float64Array.from({ length: size }, (_, at) => (at % 2 === 0 ? -1.2 : 1))
    const found = minimise(rosenbrock, start)
    expect(found.converged).toBe(true)
    for (const value of found.point) expect(value).toBeCloseTo(1, 6)
    expect(start[0]).toBe(-1.2)
  }
})

test('Beale’s function ends at (3, 0.5)', () => {
  const found = minimise(beale, Float64Array.of(1, 1))
  expect(found.point[0]).toBeCloseTo(3, 6)
  expect(found.point[1]).toBeCloseTo(0.5, 6)
})

test('the lowest place of a convex quadratic is where its gradient is 0, whatever its scales', () => {
  const axis = fc.record({
    weight: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    centre: fc.double({ min: -100, max: 100, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(axis, { minLength: 1, maxLength: 8 }), axes => {
      const found = minimise((x, slope) => {
        let value = 0
        axes.forEach(({ weight, centre }, at) => {
          value += weight * (x[at]! - centre) ** 2
          slope[at] = 2 * weight * (x[at]! - centre)
        })
        return value
      }, new Float64Array(axes.length))
      axes.forEach(({ weight, centre }, at) => {
        expect(Math.abs(found.point[at]! - centre) * weight).toBeLessThan(1e-4)
      })
    }),
  )
})

test('a step into where the function is not defined is made shorter', () => {
  const found = minimise((x, slope) => {
    slope[0] = 1 - 2 / x[0]!
    return x[0]! > 0 ? x[0]! - 2 * Math.log(x[0]!) : Number.NaN
  }, Float64Array.of(1e-6))
  expect(found.point[0]).toBeCloseTo(2, 6)
})

test('a function without a lowest place is not said to have one', () => {
  const found = minimise((x, slope) => {
    slope[0] = 1
    return x[0]!
  }, Float64Array.of(0))
  expect(found.converged).toBe(false)
})

test('a start that is not defined, or already lowest, ends at once', () => {
  const nowhere: Objective = (_, slope) => {
    slope[0] = Number.NaN
    return Number.NaN
  }
  expect(minimise(nowhere, Float64Array.of(1))).toMatchObject({ iterations: 0, converged: false })
  const bottom: Objective = (x, slope) => {
    slope[0] = 2 * x[0]!
    return x[0]! ** 2
  }
  expect(minimise(bottom, Float64Array.of(0))).toMatchObject({ iterations: 0, converged: true })
})

test('it can be watched and stopped, and refuses options by name', () => {
  const told: number[] = []
  minimise(rosenbrock, Float64Array.of(-1.2, 1), { progress: done => told.push(done) })
  expect(told).toEqual(told.map((_, at) => at + 1))
  const stopped = () => minimise(rosenbrock, Float64Array.of(-1.2, 1), { signal: AbortSignal.abort() })
  expect(codeOf(stopped)).toBe('cancelled')
  for (const options of [{ memory: 0 }, { iterations: 1.5 }, { tolerance: -1 }, { tolerance: Number.NaN }])
    expect(codeOf(() => minimise(rosenbrock, Float64Array.of(0, 0), options))).toBe('bad_option')
})
