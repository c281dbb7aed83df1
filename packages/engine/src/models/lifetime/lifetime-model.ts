import { expectedSpending, scoreLifetime, type Table } from '@kindred/learning'
import type { LearnedModel } from '../methods/learned-model.ts'
import type { FittedLifetimeScore } from './fitted-lifetime-score.ts'
import { lifetimeRows } from './lifetime-rows.ts'
import { lifetimeScorer } from './lifetime-scorer.ts'

/** A fitted lifetime model as any other: it foretells of those who have bought; of others nothing is known (NaN). */
export function lifetimeModel(fitted: FittedLifetimeScore): LearnedModel {
  return {
    fitted,
    predict: table => predictLifetime(fitted, table),
    scorer: places => lifetimeScorer(fitted, places),
  }
}

function predictLifetime(fitted: FittedLifetimeScore, table: Table): Float64Array {
  const scores = new Float64Array(table.columns[0]?.values.length ?? 0).fill(Number.NaN)
  const { rows, histories, value } = lifetimeRows(table)
  if (rows.length === 0) return scores
  const { lifetime, spending, gives, horizon, discount, margin } = fitted
  const { alive, discounted } = scoreLifetime(lifetime.parameters, histories, { horizon, discount })
  rows.forEach((row, at) => {
    scores[row] = gives === 'alive' ? alive[at]! : discounted[at]!
    if (gives !== 'value' || spending === undefined) return
    scores[row]! *=
      margin * expectedSpending(spending.parameters, histories.frequency[at]!, value?.[at] ?? Number.NaN)
  })
  return scores
}
