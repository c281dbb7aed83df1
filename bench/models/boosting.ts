import { fitBoosting, predictBoosting, seeded } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { treeContest } from './tree-contest.ts'

/** 100 trees of 31 leaves, bins included, against the histograms of XGBoost, grown by leaves as well. */
export function boosting(options: BenchmarkOptions): Promise<readonly Figure[]> {
  return treeContest(
    {
      ...{ id: 'boosting', task: 'boosting', rows: 500_000, columns: 30, goal: 1.5, worse: 0.001, turns: 3 },
      fit({ table, target }, threads) {
        const fitted = fitBoosting(table, target, { random: seeded(1), threads })
        return fresh => predictBoosting(fitted, fresh)
      },
    },
    options,
  )
}
