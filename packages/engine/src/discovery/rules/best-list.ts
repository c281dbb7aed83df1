import { LearningError, type Table, type Watch } from '@kindred/learning'
import { candidateLists } from './candidate-lists.ts'
import { roundThresholds } from './round-thresholds.ts'
import type { RuleList } from './rule-list.ts'
import { RuleRows } from './rule-rows.ts'
import { readingLength, shorten, type TriedList } from './shorten.ts'
import { takeRows } from './take-rows.ts'

/** Fidelity that rounding may use up, kept while conditions are dropped. */
const FOR_ROUNDING = 0.004
/** Rules are looked for on so many rows, evenly taken; what a sample may be wrong by is asked for on top. */
const ROWS_TO_SEARCH = 30_000
const FOR_SAMPLING = 0.004

interface Asked extends Watch {
  readonly table: Table
  readonly labels: Int32Array
  readonly groups: number
  readonly target: number
}

/** The shortest list that reaches the target, of those that trees of several sizes are shortened to. */
export function bestList(asked: Asked): RuleList {
  const { groups } = asked
  const sample = sampleOf(asked)
  const target = sample.table === asked.table ? asked.target : Math.min(1, asked.target + FOR_SAMPLING)
  const rows = new RuleRows(sample.table, sample.labels, groups)
  const lists = candidateLists({ ...sample, groups, target })
  const tried = lists.map((list, at) => {
    const dropped = shorten({ list, tally: rows.tally(list) }, rows, target + FOR_ROUNDING)
    const rounded = shorten(roundThresholds(dropped, rows, target), rows, target)
    told(asked, at + 1, lists.length)
    return rounded
  })
  return tried.reduce((best, each) => (isBetter(each, best, target) ? each : best)).list
}

function sampleOf({ table, labels }: Asked): { table: Table; labels: Int32Array } {
  const every = Math.ceil(labels.length / ROWS_TO_SEARCH)
  if (every === 1) return { table, labels }
  const some = Array.from({ length: Math.floor(labels.length / every) }, (_, at) => at * every)
  return takeRows(table, labels, some)
}

function told({ progress, signal }: Watch, done: number, of: number): void {
  progress?.(done, of)
  if (signal?.aborted === true) throw new LearningError('cancelled', { done, of })
}

/** What reaches the target comes first, then what is shorter; of what does not reach it, what comes nearer. */
function isBetter(a: TriedList, b: TriedList, target: number): boolean {
  const [reachesA, reachesB] = [a.tally.fidelity >= target, b.tally.fidelity >= target]
  if (reachesA !== reachesB) return reachesA
  if (!reachesA && Math.abs(a.tally.fidelity - b.tally.fidelity) > 0.005)
    return a.tally.fidelity > b.tally.fidelity
  return readingLength(a.list) < readingLength(b.list)
}
