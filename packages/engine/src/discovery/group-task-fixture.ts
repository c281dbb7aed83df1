import { type Column, seeded } from '@kindred/learning'
import type { DiscoveryQuestion } from '../records/discovery.ts'
import type { GroupTask } from './group-task.ts'

/** Made-up customers for the tests of discovery. */
export const question: DiscoveryQuestion = {
  features: [],
  method: 'auto',
  maxClasses: 6,
  minShare: 0.03,
  seed: 7,
}

export function taskOf(columns: readonly Column[], given: Partial<GroupTask> = {}): GroupTask {
  const rows = columns[0]?.values.length ?? 0
  return {
    question,
    population: { customers: rows, base: rows },
    customers: Array.from({ length: rows }, (_, at) => `c${at}`),
    table: { columns },
    features: columns.map(({ name, kind }) => ({
      id: name,
      is: name,
      label: name,
      kind,
      source: 'asked',
      why: 'asked for',
    })),
    channels: [],
    responses: [],
    assigned: { offers: [] },
    currency: 'EUR',
    ...given,
  }
}

interface Type {
  readonly visits: number
  readonly spend: number
  readonly age: number
  readonly country: string
}
const TYPES: readonly Type[] = [
  { visits: 3, spend: 3, age: 30, country: 'CZ' },
  { visits: 30, spend: 4, age: 60, country: 'SK' },
  { visits: 5, spend: 8, age: 45, country: 'PL' },
  { visits: 60, spend: 7, age: 25, country: 'CZ' },
]

/** Customers of four types that hardly overlap, and which they are. */
export function made(rows: number, seed: number, spread = 1): { columns: Column[]; truth: number[] } {
  const random = seeded(seed)
  const truth = Array.from({ length: rows }, () => [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][random.below(10)]!)
  const numbers = (name: string, value: (type: Type) => number): Column => ({
    name,
    kind: 'number',
    values: Float64Array.from(truth, type => value(TYPES[type]!)),
  })
  const columns: Column[] = [
    numbers('visits', type => Math.max(0, type.visits + spread * 2 * random.normal())),
    numbers('spend', type => Math.exp(type.spend + spread * 0.3 * random.normal())),
    numbers('age', type => type.age + spread * 3 * random.normal()),
    { name: 'country', kind: 'category', values: truth.map(type => TYPES[type]!.country) },
  ]
  return { columns, truth }
}
