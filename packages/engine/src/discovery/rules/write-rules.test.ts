import { LearningError, seeded, type Table } from '@kindred/learning'
import { expect, test } from 'vitest'
import type { RulesRequest } from './rules-request.ts'
import { writeRules } from './write-rules.ts'

const features: RulesRequest['features'] = [
  { id: 'spend', is: 'sum(purchase.amount, 365d)', label: 'Spend in a year', kind: 'money' },
  { id: 'visits', is: 'count(visit, 90d)', label: 'Visits in 90 days', kind: 'number' },
  { id: 'app', is: 'did(login, 30d)', label: 'Uses the app', kind: 'boolean' },
  { id: 'country', is: 'country', label: 'Country', kind: 'category' },
  { id: 'noise', is: 'shoe_size', label: 'Shoe size', kind: 'number' },
]

/** Big spenders above some 987.3, frequent visitors among the rest, a few of them put elsewhere by chance. */
function shop(rows: number, strays: number): { table: Table; labels: number[] } {
  const random = seeded(5)
  const list = (make: () => number): Float64Array => Float64Array.from({ length: rows }, make)
  const spend = list(() => Math.round(20_000 * random.uniform() ** 2) / 10)
  const visits = list(() => random.below(20))
  const noise = list(() => (random.below(5) === 0 ? Number.NaN : 36 + random.below(10)))
  const app = list(() => random.below(2))
  const country = Array.from({ length: rows }, () => ['CZ', 'SK', null][random.below(3)]!)
  const labels = Array.from(spend, (each, row) => {
    if (random.uniform() < strays) return random.below(3)
    return each >= 987.3 ? 0 : visits[row]! >= 8 ? 1 : 2
  })
  const number = (name: string, values: Float64Array) => ({ name, kind: 'number', values }) as const
  const columns = [
    number('spend', spend),
    number('visits', visits),
    number('app', app),
    number('noise', noise),
  ]
  return { table: { columns: [...columns, { name: 'country', kind: 'category', values: country }] }, labels }
}

const groups = ['big', 'frequent', 'rest']

test('rules are short, in round numbers, and say what they are in the words of the features', () => {
  const { table, labels } = shop(4000, 0.05)
  const rules = writeRules({ features, table, labels, groups })
  expect(rules.fidelity).toBeGreaterThan(0.93)
  expect(rules.target).toBe(0.9)
  expect(
    rules.groups.map(({ group, when, english, conditions }) => [group, when, english, conditions]),
  ).toEqual([
    ['big', 'sum(purchase.amount, 365d) >= 1000', 'the spend in a year is at least 1,000 EUR', 1],
    ['frequent', 'count(visit, 90d) >= 8', 'the visits in 90 days are at least 8', 1],
    ['rest', 'true', 'everybody else', 0],
  ])
})

test('a higher target is reached by more exact thresholds', () => {
  const { table, labels } = shop(4000, 0)
  const exact = writeRules({ features, table, labels, groups, target: 1 })
  expect(exact.fidelity).toBe(1)
  expect(exact.groups.map(({ precision, recall }) => [precision, recall])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
  ])
  expect(exact.groups[0]!.when).toMatch(/^sum\(purchase\.amount, 365d\) >= 98[78]/)
})

test('customers of no group are not learned from, and figures are of the others', () => {
  const { table, labels } = shop(2000, 0)
  const some = labels.map((label, row) => (row % 5 === 0 ? -1 : label))
  const rules = writeRules({ features, table, labels: some, groups, target: 1 })
  expect(rules.fidelity).toBe(1)
})

test('a very small group has a rule, though others are more wherever it is', () => {
  const random = seeded(21)
  const rows = 4000
  const spend = Float64Array.from({ length: rows }, () => 2000 * random.uniform())
  const visits = Float64Array.from({ length: rows }, () => Math.floor(16 * random.uniform()))
  // Of those who visit most and spend least, one in three; nowhere else anybody.
  const labels = Int32Array.from({ length: rows }, (_, row) =>
    visits[row]! >= 14 && spend[row]! < 300 && random.uniform() < 0.33 ? 2 : spend[row]! >= 1000 ? 1 : 0,
  )
  const size = labels.filter(label => label === 2).length
  expect(size / rows).toBeLessThan(0.01)
  const table: Table = {
    columns: [
      { name: 'spend', kind: 'number', values: spend },
      { name: 'visits', kind: 'number', values: visits },
    ],
  }
  const rules = writeRules({ features: features.slice(0, 2), table, labels, groups })
  const small = rules.groups.find(({ group }) => group === groups[2])!
  expect(small.when).not.toBe('false')
  // It is one in three at best where it is: rules that find more of it name more of others.
  expect(small.recall).toBeGreaterThan(0.3)
  expect(small.precision).toBeGreaterThan(0.3)
  expect(rules.fidelity).toBeGreaterThan(0.9)
})

test('where features do not tell groups apart, the fidelity says so', () => {
  const random = seeded(1)
  const { table } = shop(2000, 0)
  const labels = Array.from({ length: 2000 }, () => random.below(2))
  const rules = writeRules({ features, table, labels, groups: ['a', 'b'] })
  expect(rules.fidelity).toBeLessThan(0.7)
  expect(rules.groups).toHaveLength(2)
})

test('one group is everybody', () => {
  const { table, labels } = shop(50, 0)
  const rules = writeRules({ features, table, labels: labels.map(() => 0), groups: ['all'] })
  expect(rules).toMatchObject({
    fidelity: 1,
    groups: [{ group: 'all', when: 'true', precision: 1, recall: 1 }],
  })
})

test('what rules cannot be written of is refused by name', () => {
  const { table, labels } = shop(50, 0)
  const refused: readonly [Partial<RulesRequest>, string][] = [
    [{ target: 0 }, 'bad_option'],
    [{ labels: labels.slice(1) }, 'wrong_length'],
    [{ labels: labels.map(() => -1) }, 'no_rows'],
    [{ table: { columns: table.columns.slice(1) } }, 'column_missing'],
    [{ signal: AbortSignal.abort() }, 'cancelled'],
  ]
  for (const [other, code] of refused) {
    let given: unknown
    try {
      writeRules({ features, table, labels, groups, ...other })
    } catch (error) {
      given = error instanceof LearningError ? error.code : error
    }
    expect(given).toBe(code)
  }
})
