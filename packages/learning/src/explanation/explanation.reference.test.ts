import { expect, test } from 'vitest'
import type { FittedBoosting } from '../boosting/fitted-boosting.ts'
import fixture from '../testing/fixtures/boosting.json' with { type: 'json' }
import { explainBoosting } from './explain-trees.ts'

const columns = fixture.rows[0]!.map((_, at) => ({ name: `x${at}`, kind: 'number' as const }))
const table = {
  columns: columns.map((column, at) => ({
    ...column,
    values: Float64Array.from(fixture.rows, row => row[at] ?? Number.NaN),
  })),
}

test.each(fixture.cases)(
  'of the trees of XGBoost, contributions are those of XGBoost: $objective, weighted: $weighted',
  ({ objective, base, trees, contributions }) => {
    const isBinary = objective === 'binary:logistic'
    const fitted: FittedBoosting = {
      ...{ kind: 'boosting', version: 1, task: isBinary ? 'binary' : 'number', columns, trees, links: [] },
      base: isBinary ? Math.log(base / (1 - base)) : base,
    }
    const ours = explainBoosting(fitted, table)
    expect(contributions).toHaveLength(40)
    contributions.forEach((theirs, row) => {
      // Theirs are added up in single precision.
      theirs.slice(0, 5).forEach((value, column) => {
        expect(Math.abs(ours.values[5 * row + column]! - value)).toBeLessThan(isBinary ? 2e-5 : 3e-4)
      })
      expect(Math.abs(ours.base - theirs[5]!)).toBeLessThan(isBinary ? 2e-5 : 3e-4)
    })
  },
)
