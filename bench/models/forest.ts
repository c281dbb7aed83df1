import { fitForest, predictForest, seeded } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { treeContest } from './tree-contest.ts'

/** 100 trees grown to the end, each question of 4 columns, against scikit-learn. Neither looks out of bag. */
export function forest(options: BenchmarkOptions): Promise<readonly Figure[]> {
  return treeContest(
    {
      ...{ id: 'forest', task: 'forest', rows: 200_000, columns: 20, goal: 5, worse: 0.001, turns: 1 },
      fit({ table, target }, threads) {
        const fitted = fitForest(table, target, { random: seeded(1), threads, outOfBag: 'none' })
        return fresh => predictForest(fitted, fresh)
      },
    },
    options,
  )
}
