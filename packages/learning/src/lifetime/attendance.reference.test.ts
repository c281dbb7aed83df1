import { expect, test } from 'vitest'
import { codeOf } from '../testing/estimator-suite.ts'
import { type AttendanceHistory, attendanceLikelihood } from './attendance-likelihood.ts'
import { fitBgBb } from './beta-geometric-beta-bernoulli.ts'
import { attendanceOutlook } from './expected-attendance.ts'

/** Fader, Hardie, Shang (2010), table 1: 11,104 people, six yearly appeals: donations, the last of them, how many people. */
const table = [
  [0, 0, 3464],
  [1, 1, 1091],
  [1, 2, 277],
  [1, 3, 129],
  [1, 4, 78],
  [1, 5, 119],
  [1, 6, 129],
  [2, 2, 613],
  [2, 3, 255],
  [2, 4, 155],
  [2, 5, 173],
  [2, 6, 234],
  [3, 3, 322],
  [3, 4, 181],
  [3, 5, 225],
  [3, 6, 357],
  [4, 4, 240],
  [4, 5, 284],
  [4, 6, 512],
  [5, 5, 335],
  [5, 6, 728],
  [6, 6, 1203],
]
const donations = table.map(
  ([frequency = 0, recency = 0, customers = 0]): AttendanceHistory => ({
    frequency,
    recency,
    customers,
    occasions: 6,
  }),
)

test('the donations have the parameters and the likelihood of the paper', () => {
  const fitted = fitBgBb(donations)
  expect(fitted.parameters.alpha).toBeCloseTo(1.204, 2)
  expect(fitted.parameters.beta).toBeCloseTo(0.75, 2)
  expect(fitted.parameters.gamma).toBeCloseTo(0.657, 2)
  expect(fitted.parameters.delta).toBeCloseTo(2.783, 2)
  expect(fitted.logLikelihood).toBeCloseTo(-33_225.6, 1)
  expect(fitted).toMatchObject({ converged: true, unidentified: [], customers: 11_104 })
})

test('a newcomer is expected to do what BTYD prints', () => {
  const parameters = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }
  const printed = [
    0.4973166, 0.9207078, 1.2927317, 1.6266289, 1.9309062, 2.2113893, 2.4722624, 2.7166434, 2.9469256,
    3.1649902,
  ]
  printed.forEach((purchases, at) => {
    const newcomer = { frequency: 0, recency: 0, occasions: 0 }
    expect(attendanceOutlook(parameters, newcomer, { occasions: at + 1 }).purchases).toBeCloseTo(purchases, 7)
  })
})

/** Of each history of `occasions`, how many ways lead to it. */
function everyHistory(occasions: number): AttendanceHistory[] {
  const found = new Map<string, AttendanceHistory>()
  for (let bits = 0; bits < 2 ** occasions; bits += 1) {
    const bought = Array.from({ length: occasions }, (_, at) => ((bits >> at) & 1) === 1)
    const frequency = bought.filter(Boolean).length
    const recency = bought.lastIndexOf(true) + 1
    const key = `${frequency} ${recency}`
    found.set(key, { frequency, recency, occasions, customers: (found.get(key)?.customers ?? 0) + 1 })
  }
  return [...found.values()]
}

test('probabilities of all histories sum up to 1, and what each expects to what the population does', () => {
  const parameters = { alpha: 0.4, beta: 1.7, gamma: 0.3, delta: 2.1 }
  const point = Float64Array.from(Object.values(parameters), Math.log)
  let [sum, ahead] = [0, 0]
  for (const history of everyHistory(7)) {
    const one = attendanceLikelihood([{ ...history, customers: 1 }])
    const probability = history.customers * Math.exp(-one(point, new Float64Array(4)))
    sum += probability
    ahead += probability * attendanceOutlook(parameters, history, { occasions: 4 }).purchases
  }
  const newcomer = { frequency: 0, recency: 0, occasions: 0 }
  const upTo = (occasions: number): number => attendanceOutlook(parameters, newcomer, { occasions }).purchases
  expect(sum).toBeCloseTo(1, 12)
  expect(ahead).toBeCloseTo(upTo(11) - upTo(7), 12)
})

test('a discount makes later purchases count less', () => {
  const parameters = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }
  const history = { frequency: 3, recency: 5, occasions: 6 }
  const at = (occasions: number, discount = 0): number =>
    attendanceOutlook(parameters, history, { occasions, discount }).purchases
  expect(at(2, 0.25)).toBeCloseTo(at(1) + (at(2) - at(1)) / 1.25, 12)
})

test('what is no history is refused by name', () => {
  const refused: readonly Partial<AttendanceHistory>[] = [
    { frequency: -1 },
    { frequency: 1.5 },
    { recency: Number.NaN },
    { occasions: 2.5 },
    { recency: 7 },
    { frequency: 4, recency: 3 },
    { frequency: 0, recency: 2 },
    { occasions: 20_000 },
  ]
  for (const part of refused) {
    const history = { frequency: 2, recency: 3, occasions: 6, customers: 5, ...part }
    expect(codeOf(() => fitBgBb([history]))).toBe('bad_history')
  }
  expect(codeOf(() => fitBgBb([]))).toBe('no_rows')
  const nobody = { frequency: 0, recency: 0, occasions: 6, customers: 10 }
  expect(codeOf(() => fitBgBb([nobody]))).toBe('nobody_returned')
  expect(codeOf(() => fitBgBb([{ ...nobody, customers: -1 }]))).toBe('bad_weight')
})
