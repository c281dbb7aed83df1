import { adjustedRand, type Column, seeded } from '@kindred/learning'
import { describe, expect, test } from 'vitest'
import type { DiscoveryQuestion } from '../records/discovery.ts'
import { findGroups } from './find-groups.ts'
import type { GroupTask } from './group-task.ts'
import { assignGroups } from './model/assign-groups.ts'

const question: DiscoveryQuestion = {
  features: [],
  method: 'auto',
  maxClasses: 6,
  minShare: 0.03,
  seed: 7,
}

function taskOf(columns: readonly Column[], given: Partial<GroupTask> = {}): GroupTask {
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
function made(rows: number, seed: number, spread = 1): { columns: Column[]; truth: number[] } {
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

describe('groups that are apart', () => {
  const { columns, truth } = made(1200, 1)
  const task = taskOf(columns)
  const found = findGroups(task)

  test('come back as they were made, and their number is chosen', () => {
    expect(found.groups).toHaveLength(4)
    expect(adjustedRand(assignGroups(found.model, task.table), truth)).toBeGreaterThanOrEqual(0.95)
  })

  test('are told largest first, with shares that add up, and the model assigns as they are counted', () => {
    const labels = assignGroups(found.model, task.table)
    expect(found.groups.map(({ customers }) => customers)).toEqual(
      found.groups.map((_, at) => labels.filter(label => label === at).length),
    )
    const sizes = found.groups.map(({ customers }) => customers)
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(found.groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  test('are chosen for stated reasons: exactly one choice, best first, the excluded ones last', () => {
    expect(found.choices.filter(({ chosen }) => chosen)).toEqual([found.choices[0]])
    const scores = found.choices.filter(({ excluded }) => excluded === undefined).map(({ score }) => score)
    expect(scores.slice(1)).toEqual(scores.slice(1).toSorted((a, b) => b - a))
    expect(found.recommendation).toContain('4 groups')
    for (const { score, silhouette, stability } of found.choices)
      expect(score).toBeCloseTo(Math.sqrt(Math.max(0, silhouette) * Math.max(0, stability)), 12)
  })

  test('the record survives JSON', () => {
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })

  test('the same seed gives the same result', () => {
    expect(findGroups(task)).toEqual(found)
  })
})
