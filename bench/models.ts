import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts'
import { bgNbd } from './models/bg-nbd.ts'
import { boosting } from './models/boosting.ts'
import { forest } from './models/forest.ts'
import { logistic } from './models/logistic.ts'
import { scoring } from './models/scoring.ts'
import { scoringLive } from './models/scoring-live.ts'
import { scoringSql } from './models/scoring-sql.ts'
import { uplift } from './models/uplift.ts'

type Contest = (options: BenchmarkOptions) => Promise<readonly Figure[]>

/** A file each; every one says itself where its peer is not there. */
const contests: readonly Contest[] = [
  boosting,
  forest,
  bgNbd,
  logistic,
  scoring,
  scoringLive,
  scoringSql,
  uplift,
]

export const benchmark: Benchmark = {
  claim: 'Models of customers against scikit-learn, XGBoost and scipy: the same data and results',
  async run(options) {
    const figures: Figure[] = []
    for (const contest of contests) {
      const found = await contest(options)
      options.note(found.map(({ id, value, unit }) => `${id} ${value.toPrecision(3)} ${unit}`).join(', '))
      figures.push(...found)
    }
    return figures
  },
}
