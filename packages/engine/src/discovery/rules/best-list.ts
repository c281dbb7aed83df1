import type { Table } from '@kindred/learning'
import { candidateLists } from './candidate-lists.ts'
import { roundThresholds } from './round-thresholds.ts'
import type { RuleList } from './rule-list.ts'
import { RuleRows } from './rule-rows.ts'
import { readingLength, shorten, type TriedList } from './shorten.ts'
import { takeRows } from './take-rows.ts'

/** Fidelity that rounding may use up, kept while conditions are dropped. */
const FOR_ROUNDING = 0.004
/** Rules are looked for on so many rows, evenly taken. */
const ROWS_TO_SEARCH = 50_000

/** The shortest list that reaches the target, of those that trees of several sizes are shortened to. */
export function bestList(table: Table, labels: Int32Array, groups: number, target: number): RuleList {
  const every = Math.ceil(labels.length / ROWS_TO_SEARCH)
  const some = Array.from({ length: Math.floor(labels.length / every) }, (_, at) => at * every)
  const sample = every === 1 ? { table, labels } : takeRows(table, labels, some)
  const rows = new RuleRows(sample.table, sample.labels, groups)
  const tried = candidateLists({ ...sample, groups, target }).map(list => {
    const dropped = shorten({ list, tally: rows.tally(list) }, rows, target + FOR_ROUNDING)
    return shorten(roundThresholds(dropped, rows, target), rows, target)
  })
  return tried.reduce((best, each) => (isBetter(each, best, target) ? each : best)).list
}

/** What reaches the target comes first, then what is shorter; of what does not reach it, what comes nearer. */
function isBetter(a: TriedList, b: TriedList, target: number): boolean {
  const [reachesA, reachesB] = [a.tally.fidelity >= target, b.tally.fidelity >= target]
  if (reachesA !== reachesB) return reachesA
  if (!reachesA && Math.abs(a.tally.fidelity - b.tally.fidelity) > 0.005)
    return a.tally.fidelity > b.tally.fidelity
  return readingLength(a.list) < readingLength(b.list)
}
