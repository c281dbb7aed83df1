import type { Table } from '@kindred/learning'
import type { LearnedModel } from '../methods/learned-model.ts'
import { attendanceRows, contractRows, periodsOver } from './discrete-rows.ts'
import { attendanceScore, discreteScorer, renewalChance } from './discrete-scorer.ts'
import type { FittedDiscreteLifetime } from './fitted-discrete-lifetime.ts'

/** A lifetime model in periods as any other. Who never began has no score (NaN); a contract that ended has 0. */
export function discreteLifetimeModel(fitted: FittedDiscreteLifetime): LearnedModel {
  return {
    fitted,
    predict: table => predictDiscrete(fitted, table),
    scorer: places => discreteScorer(fitted, places),
  }
}

function predictDiscrete(fitted: FittedDiscreteLifetime, table: Table): Float64Array {
  const { lifetime, period, horizon } = fitted
  const scores = new Float64Array(table.columns[0]?.values.length ?? 0).fill(Number.NaN)
  if (lifetime.kind === 'bg_bb') {
    const { rows, histories } = attendanceRows(table, period)
    rows.forEach((row, at) => {
      scores[row] = attendanceScore(fitted, lifetime, histories[at]!)
    })
    return scores
  }
  const [age, ended] = table.columns
  if (age?.kind !== 'number' || ended?.kind !== 'number') return scores
  const under = new Set(contractRows(table, period).rows)
  age.values.forEach((days, row) => {
    if (under.has(row)) scores[row] = renewalChance(lifetime, periodsOver(days, period), horizon)
    else if (!Number.isNaN(ended.values[row])) scores[row] = 0
  })
  return scores
}
