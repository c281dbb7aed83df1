import { describe, expect, test } from 'vitest'
import { matrixOf } from '../../matrix/matrix.ts'
import { seeded } from '../../numeric/random.ts'
import fixture from '../../testing/fixtures/mixture.json' with { type: 'json' }
import { largestFirst } from '../largest-first.ts'
import { assignMixture } from './assign-mixture.ts'
import { fitMixture } from './fit-mixture.ts'

const rows = matrixOf(fixture.rows)

describe.each(fixture.cases)('a $shape mixture', wanted => {
  const shape = wanted.shape === 'full' ? 'full' : 'diagonal'
  const fitted = fitMixture(rows, {
    clusters: 3,
    random: seeded(2),
    shape,
    tolerance: 1e-12,
    iterations: 5000,
  })
  const order = largestFirst(wanted.shares, wanted.means)

  test('is as likely as the one of scikit-learn, with the same BIC', () => {
    expect(fitted.logLikelihood).toBeCloseTo(wanted.logLikelihood, 5)
    expect(fitted.bic).toBeCloseTo(wanted.bic, 5)
    expect(fitted.converged).toBe(true)
  })

  test('has its shares, means and covariances', () => {
    fitted.components.forEach(({ share, mean, covariance }, at) => {
      const theirs = order[at]!
      expect(share).toBeCloseTo(wanted.shares[theirs]!, 5)
      expectClose(mean, wanted.means[theirs]!)
      expectClose(covariance, wanted.covariances[theirs]!.flat())
    })
  })

  test('gives the same probabilities', () => {
    const { probabilities } = assignMixture(fitted, matrixOf(fixture.rows.slice(0, 20)))
    wanted.probabilities.forEach((each, row) => {
      order.forEach((theirs, ours) => {
        expect(probabilities.values[row * 3 + ours]).toBeCloseTo(each[theirs]!, 5)
      })
    })
  })
})

function expectClose(given: readonly number[], wanted: readonly number[]): void {
  expect(given).toHaveLength(wanted.length)
  given.forEach((value, at) => {
    expect(value).toBeCloseTo(wanted[at]!, 4)
  })
}
