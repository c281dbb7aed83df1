import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'
import { compileClosures, type Subject } from '@kindred/language'
import { fitBoosting, predictBoosting, seeded } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { median } from '../race.ts'
import { scoreOf } from './scored-shoppers.ts'
import { type Shoppers, shoppers } from './shoppers.ts'

const CUSTOMERS = 20_000
/** Of whom the trees are learned. */
const KNOWN = 50_000
const COLUMNS = 30
const TURNS = 7
const context = { asOf: Date.UTC(2026, 10, 1), timezone: 'UTC', weekStart: 1, cutoffs: new Map() }

/** `score(model)` of 100 trees of 31 leaves over 30 attributes, one customer after another, as a decision computes it. */
export async function scoringLive({ scale }: BenchmarkOptions): Promise<readonly Figure[]> {
  const given = shoppers({ known: KNOWN, fresh: Math.ceil(CUSTOMERS * scale), columns: COLUMNS }, 5)
  const fitted = fitBoosting(given.table, given.target, { random: seeded(1) })
  const score = compileClosures(new Map([['score', scoreOf(fitted)]]), context)
  const subjects = subjectsOf(given)
  const scores = () =>
    Float64Array.from(subjects, subject => Number(score(subject, context.asOf).get('score')))
  requireSame(scores(), predictBoosting(fitted, given.fresh))
  const [clock, busy]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [usage, began] = [cpuUsage(), performance.now()]
    scores()
    clock.push((1000 * (performance.now() - began)) / subjects.length)
    const { user, system } = cpuUsage(usage)
    busy.push((user + system) / subjects.length)
  }
  return [
    { id: 'scoring live: a customer', value: median(clock), unit: 'µs', goal: { atMost: 50 } },
    { id: 'scoring live: processor time', value: median(busy), unit: 'µs' },
  ]
}

function subjectsOf({ fresh }: Shoppers): readonly Subject[] {
  const rows = fresh.columns[0]?.values.length ?? 0
  return Array.from({ length: rows }, (_, row) => {
    const attributes = fresh.columns.map(({ name, values }) => [name, Number(values[row])] as const)
    return { id: `customer-${row}`, attributes: new Map(attributes), events: [] }
  })
}

/** Learning's own exponential is another's in the last bit; trees are the same. */
function requireSame(scores: Float64Array, expected: Float64Array): void {
  const differs = expected.findIndex(
    (value, row) => !(Math.abs((scores[row] ?? Number.NaN) - value) <= 1e-12),
  )
  if (differs >= 0) throw new Error(`Scores differ: ${scores[differs]} and ${expected[differs]}.`)
}
