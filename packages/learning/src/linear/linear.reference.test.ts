import { describe, expect, test } from 'vitest'
import type { Table } from '../matrix/table.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import fixture from '../testing/fixtures/linear.json' with { type: 'json' }
import { fitLogistic } from './fit-logistic.ts'
import { fitQuantile } from './fit-quantile.ts'
import { fitRidge } from './fit-ridge.ts'
import { fitSvm } from './fit-svm.ts'
import type { FittedLinear } from './fitted-linear.ts'
import { predictLinear } from './predict-linear.ts'

/** The rows as they are. */
const preparation: PreparationOptions = {
  scaling: 'none',
  transforms: 'none',
  constantShare: 1,
  duplicateCorrelation: 1,
}
const weights = Float64Array.from(fixture.weights)

function tableOf(unit: (column: number) => number): Table {
  const columns = fixture.rows[0]!.map((_, at) => ({
    name: `x${at}`,
    kind: 'number' as const,
    values: Float64Array.from(fixture.rows, row => row[at]! / unit(at)),
  }))
  return { columns }
}

const raw = tableOf(() => 1)
const scaled = tableOf(at => fixture.deviations[at]!)

function expectAlike(
  fitted: FittedLinear,
  known: Pick<FittedLinear, 'intercept' | 'weights'>,
  off: number,
): void {
  const closeTo = (given: number, wanted: number): void =>
    expect(Math.abs(given - wanted)).toBeLessThan(off * (1 + Math.abs(wanted)))
  expect(fitted.isConverged).toBe(true)
  expect(fitted.weights).toHaveLength(known.weights.length)
  fitted.weights.forEach((weight, at) => {
    closeTo(weight, known.weights[at]!)
    expect(weight === 0).toBe(known.weights[at] === 0)
  })
  closeTo(fitted.intercept, known.intercept)
}

describe('weights are those of scikit-learn', () => {
  test.each(fixture.logistic)(
    'logistic regression, penalty $penalty, L1 share $l1Share, weighted $weighted, balanced $balanced',
    ({ weighted, balanced, penalty, l1Share, ...known }) => {
      const options = { preparation, penalty, l1Share, ...(weighted && { weights }), tolerance: 1e-16 }
      const classWeights = balanced ? 'balanced' : 'none'
      expectAlike(fitLogistic(scaled, fixture.answers, { ...options, classWeights }), known, 1e-5)
    },
  )

  test.each(fixture.ridge)(
    'ridge, penalty $penalty, weighted $weighted',
    ({ weighted, penalty, ...known }) => {
      const options = { preparation, penalty, ...(weighted && { weights }) }
      expectAlike(fitRidge(raw, fixture.amounts, options), known, 1e-9)
    },
  )

  test.each(fixture.machines)(
    'linear support vector machine, penalty $penalty, weighted $weighted',
    ({ weighted, penalty, ...known }) => {
      const options = { preparation, penalty, ...(weighted && { weights }) }
      expectAlike(fitSvm(scaled, fixture.answers, options), known, 1e-4)
    },
  )

  test.each(fixture.quantiles)(
    'quantile $share, penalty $penalty, weighted $weighted: the same loss',
    ({ weighted, share, penalty, loss, weights: known }) => {
      const fitted = fitQuantile(raw, fixture.amounts, {
        preparation,
        share,
        penalty,
        ...(weighted && { weights }),
      })
      expect(fitted.isConverged).toBe(true)
      const size = (list: readonly number[]): number => list.reduce((sum, each) => sum + Math.abs(each), 0)
      const predicted = predictLinear(fitted, raw)
      const mine = fixture.amounts.reduce((sum, amount, row) => {
        const away = amount - predicted[row]!
        return sum + (weighted ? weights[row]! : 1) * Math.max(share * away, (share - 1) * away)
      }, 0)
      const [ours, theirs] = [mine + penalty * size(fitted.weights), loss + penalty * size(known)]
      expect(Math.abs(ours - theirs)).toBeLessThan(1e-6 * theirs)
    },
  )
})
