import { seeded } from '@kindred/learning'
import type { TrainingTask } from '../training-task.ts'

export interface MadeTask {
  readonly customers: number
  readonly answer?: TrainingTask['answer']
  readonly method?: TrainingTask['asked']['method']
  readonly seed?: number
}

const DAY = 86_400_000

/**
 * Customers at three instants whose truth is known: the log odds of yes are `reach + 1` in CZ and `reach − 1` elsewhere;
 * `noise` says nothing. An amount is ten times as much as the log odds, and some chance.
 */
export function madeTask({
  customers,
  answer = 'chance',
  method = 'auto',
  seed = 5,
}: MadeTask): TrainingTask {
  const random = seeded(seed)
  const rows = 3 * customers
  const reach = new Float64Array(rows)
  const noise = new Float64Array(rows)
  const target = new Float64Array(rows)
  const before = new Float64Array(rows)
  const country: (string | null)[] = []
  for (let row = 0; row < rows; row += 1) {
    reach[row] = 2 * random.normal()
    noise[row] = random.uniform() < 0.1 ? Number.NaN : random.normal()
    country.push(['CZ', 'SK', null][random.below(3)] ?? null)
    const odds = (reach[row] ?? 0) + (country[row] === 'CZ' ? 1 : -1)
    target[row] =
      answer === 'chance' ? Number(random.uniform() < 1 / (1 + Math.exp(-odds))) : 10 * odds + random.normal()
    before[row] = answer === 'chance' ? random.below(2) : 0
  }
  return {
    model: 'made',
    asked: {
      target: 'did(purchase) in next 30d',
      method,
      instants: { count: 2, every: '30d' },
      promote: 'by_hand',
    },
    answer,
    features: [
      { name: 'reach', is: 'reach', label: 'Reach', kind: 'number', why: 'it tells' },
      { name: 'noise', is: 'noise', label: 'Noise', kind: 'number', why: 'it does not' },
      { name: 'country', is: 'country', label: 'Country', kind: 'category', why: 'it tells' },
    ],
    table: {
      columns: [
        { name: 'reach', kind: 'number', values: reach },
        { name: 'noise', kind: 'number', values: noise },
        { name: 'country', kind: 'category', values: country },
      ],
    },
    target,
    before,
    customers: Int32Array.from({ length: rows }, (_, row) => row % customers),
    instantOf: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / customers)),
    instants: [0, 30, 60].map(day => ({ at: day * DAY, customers })),
    segments: [
      {
        id: 'third',
        name: 'Every third',
        members: Uint8Array.from({ length: rows }, (_, row) => Number(row % 3 === 0)),
      },
    ],
    seed: 1,
    budget: 600,
  }
}
