import { expect, test } from 'vitest'
import { codeOf } from '../testing/estimator-suite.ts'
import { residualLifetime, retentionCurve } from './retention-curve.ts'
import { fitShiftedBetaGeometric } from './shifted-beta-geometric.ts'

/** Fader and Hardie (2007), table 1, as customers of 1,000. */
const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491]
const regular = [1000, 631, 468, 382, 326, 289, 262, 241]

test.each([
  ['High End', highEnd, [0.668, 3.806], -1611.16, [46.04, 43.58, 41.42, 39.51, 37.8]],
  ['Regular', regular, [0.704, 1.182], -1680.27, [22.01, 20.44, 19.12, 17.99, 17.0]],
])(
  '%s: parameters, likelihood, and the share left in the years 8 to 12',
  (_, cohort, printed, likelihood, left) => {
    const fitted = fitShiftedBetaGeometric([cohort])
    expect(fitted.parameters.alpha).toBeCloseTo(printed[0]!, 3)
    expect(fitted.parameters.beta).toBeCloseTo(printed[1]!, 3)
    expect(fitted.logLikelihood).toBeCloseTo(likelihood, 2)
    expect(fitted).toMatchObject({ converged: true, unidentified: [], customers: 1000 })
    const { survival, retention } = retentionCurve(fitted.parameters, 12)
    left.forEach((share, at) => {
      expect(100 * survival[8 + at]!).toBeCloseTo(share, 2)
    })
    // Of those who are there ever more renew, though no one has changed.
    retention.forEach((share, at) => {
      expect(share).toBeGreaterThan(retention[at - 1] ?? 0)
    })
  },
)

test('a High End customer who has renewed seven times is expected to pay for 7.53 discounted periods more', () => {
  expect(residualLifetime({ alpha: 0.668, beta: 3.806 }, { renewals: 7, discount: 0.1 })).toBeCloseTo(7.53, 2)
})

test('residual lifetime is the sum of discounted survival that it stands for', () => {
  const parameters = { alpha: 0.7, beta: 1.2 }
  const { survival } = retentionCurve(parameters, 2000)
  let sum = 0
  for (let period = 5; period <= 2000; period += 1)
    sum += (survival[period]! / survival[4]!) * 1.05 ** (5 - period)
  expect(residualLifetime(parameters, { renewals: 4, discount: 0.05 })).toBeCloseTo(sum, 10)
})

test('cohorts of several lengths count as the sum of their customers', () => {
  const halves = [highEnd.map(count => count / 4), highEnd.map(count => (3 * count) / 4)]
  const whole = fitShiftedBetaGeometric([highEnd])
  expect(fitShiftedBetaGeometric(halves).logLikelihood).toBeCloseTo(whole.logLikelihood, 6)
  const younger = fitShiftedBetaGeometric([highEnd, [500, 434]])
  expect(younger.customers).toBe(1500)
  expect(younger.parameters.alpha).toBeCloseTo(whole.parameters.alpha, 1)
})

test('one period cannot tell two parameters, and it is said', () => {
  expect(fitShiftedBetaGeometric([[100, 80]]).unidentified).toEqual(['alpha', 'beta'])
})

test('what is no cohort is refused by name', () => {
  const refused = [[], [100], [0, 0], [100, 110], [100, Number.NaN], [-1, -2], [Number.POSITIVE_INFINITY, 3]]
  for (const cohort of refused) expect(codeOf(() => fitShiftedBetaGeometric([cohort]))).toBe('bad_cohort')
  expect(codeOf(() => fitShiftedBetaGeometric([]))).toBe('no_rows')
  expect(codeOf(() => fitShiftedBetaGeometric([[100, 100, 100]]))).toBe('nobody_returned')
  expect(codeOf(() => fitShiftedBetaGeometric([[100, 0]]))).toBe('nobody_returned')
  expect(codeOf(() => retentionCurve({ alpha: 0, beta: 1 }, 3))).toBe('bad_option')
  expect(codeOf(() => retentionCurve({ alpha: 1, beta: 1 }, 1.5))).toBe('bad_option')
  const endless = { renewals: 0, discount: 0 }
  expect(codeOf(() => residualLifetime({ alpha: 1, beta: 1 }, endless))).toBe('bad_option')
})
