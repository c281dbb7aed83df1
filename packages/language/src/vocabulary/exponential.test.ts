import { expect, test } from 'vitest'
import { exponential, hyperbolicTangent, logistic } from './exponential.ts'

const steps = Array.from({ length: 14_001 }, (_, at) => (at - 7_000) / 10)

test('exp is that of the platform to the last digits', () => {
  for (const x of steps) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(5e-16)
})

test('and what it is by definition where that is known', () => {
  expect(exponential(0)).toBe(1)
  expect(exponential(-0)).toBe(1)
  expect(Math.abs(exponential(1) - Math.E)).toBeLessThanOrEqual(2 ** -51)
  expect(exponential(-708.1)).toBe(0)
  expect(exponential(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(exponential(709.1)).toBe(Number.POSITIVE_INFINITY)
  expect(exponential(709)).toBeLessThan(Number.POSITIVE_INFINITY)
  expect(exponential(Number.NaN)).toBeNaN()
})

test('the logistic curve lies between 0 and 1, and is a half at 0', () => {
  expect(logistic(0)).toBe(0.5)
  expect(logistic(Number.NEGATIVE_INFINITY)).toBe(0)
  expect(logistic(Number.POSITIVE_INFINITY)).toBe(1)
  for (const x of steps) expect(Math.abs(logistic(x) + logistic(-x) - 1)).toBeLessThan(3e-16)
})

test('the hyperbolic tangent is that of the platform', () => {
  for (const x of steps) expect(Math.abs(hyperbolicTangent(x) - Math.tanh(x))).toBeLessThan(5e-16)
})
