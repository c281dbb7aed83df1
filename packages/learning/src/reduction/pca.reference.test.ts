import { expect, test } from 'vitest'
import { matrixOf } from '../matrix/matrix.ts'
import fixture from '../testing/fixtures/pca.json' with { type: 'json' }
import { fitPca } from './fit-pca.ts'
import { project } from './project.ts'

const rows = matrixOf(fixture.rows)
const fitted = fitPca(rows)

test('variances and their shares are those of scikit-learn', () => {
  fitted.variances.forEach((variance, at) => {
    expect(variance).toBeCloseTo(fixture.variances[at]!, 9)
    expect(fitted.shares[at]).toBeCloseTo(fixture.shares[at]!, 9)
  })
})

test('so are directions and projections, up to the sign, which is settled here by the greatest part', () => {
  const projected = project(fitted, matrixOf(fixture.rows.slice(0, 10)))
  fitted.directions.forEach((direction, component) => {
    const theirs = fixture.directions[component]!
    const sign = Math.sign(direction.reduce((sum, part, at) => sum + part * theirs[at]!, 0))
    direction.forEach((part, at) => {
      expect(part).toBeCloseTo(sign * theirs[at]!, 9)
    })
    expect(direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))).toBeGreaterThan(0)
    fixture.projected.forEach((each, row) => {
      expect(projected.values[row * 5 + component]).toBeCloseTo(sign * each[component]!, 9)
    })
  })
})
