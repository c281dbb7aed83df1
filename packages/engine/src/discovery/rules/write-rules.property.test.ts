import { compileClosure, compileText, type Subject, type Value, type Vocabulary } from '@kindred/language'
import type { Table } from '@kindred/learning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DiscoveredRules } from '../../records/discovery.ts'
import type { RulesRequest } from './rules-request.ts'
import { writeRules } from './write-rules.ts'

const words = ['CZ', 'SK', 'a "quoted" \\ word', 'line\nbreak', '', null]
const customer = fc.record({
  orders: fc.oneof(fc.integer({ min: -3, max: 40 }), fc.constant(Number.NaN)),
  spend: fc.oneof(
    fc.integer({ min: -50_000, max: 30_000_000 }).map(units => units / 10_000),
    fc.constant(Number.NaN),
  ),
  ratio: fc.oneof(
    fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    fc.double({ noNaN: true, min: 0, max: 1e-9 }),
  ),
  member: fc.constantFrom(0, 1, Number.NaN),
  country: fc.constantFrom(...words),
  noise: fc.nat(9),
})
type Customer = typeof customer extends fc.Arbitrary<infer C> ? C : never

const features: RulesRequest['features'] = [
  { id: 'orders', is: 'orders', label: 'Orders', kind: 'number' },
  { id: 'spend', is: 'spend', label: 'Spend', kind: 'money' },
  { id: 'double_ratio', is: 'ratio * 2 - ratio', label: 'Ratio', kind: 'number' },
  { id: 'member', is: 'member', label: 'Is a member', kind: 'boolean' },
  { id: 'from_here', is: 'country = "CZ"', label: 'From here', kind: 'boolean' },
  { id: 'country', is: 'country', label: 'Country', kind: 'category' },
]

const vocabulary: Vocabulary = {
  timezone: 'UTC',
  currency: 'EUR',
  weekStart: 1,
  attributes: new Map([
    ['orders', { type: 'number' }],
    ['spend', { type: 'money' }],
    ['ratio', { type: 'number' }],
    ['member', { type: 'boolean' }],
    ['country', { type: 'text' }],
  ]),
  events: new Map(),
  features: new Map(),
  segments: new Map(),
  segmentations: new Map(),
  scores: new Map(),
  lists: new Map(),
  places: new Map(),
}

function tableOf(customers: readonly Customer[]): Table {
  const numbers = (name: string, read: (each: Customer) => number) =>
    ({ name, kind: 'number', values: Float64Array.from(customers, read) }) as const
  return {
    columns: [
      numbers('orders', ({ orders }) => orders),
      numbers('spend', ({ spend }) => spend),
      numbers('double_ratio', ({ ratio }) => ratio * 2 - ratio),
      numbers('member', ({ member }) => member),
      numbers('from_here', ({ country }) => (country === 'CZ' ? 1 : 0)),
      { name: 'country', kind: 'category', values: customers.map(({ country }) => country) },
    ],
  }
}

function subjectOf({ orders, spend, ratio, member, country }: Customer): Subject {
  const all: [string, Value | null][] = [
    ['orders', orders],
    ['spend', Math.round(spend * 10_000)],
    ['ratio', ratio],
    ['member', Number.isNaN(member) ? null : member === 1],
    ['country', country],
  ]
  const known = all.flatMap(([name, value]) =>
    value === null || Number.isNaN(value) ? [] : [[name, value] as const],
  )
  return { id: 'c', attributes: new Map(known), events: [] }
}

/** Groups that numbers, words and what is unknown have part in, and some chance. */
function labelOf({ orders, spend, member, country, noise }: Customer): number {
  if (noise === 0) return 2
  if (Number.isNaN(spend) || country === null) return 0
  if (orders > 12 && member !== 0) return 1
  return country === 'CZ' || country === '' ? 2 : spend > 900 ? 1 : 0
}

/** The class a customer gets by the text of the rules, through the real check and closure. */
function classesByText({ groups }: DiscoveredRules, customers: readonly Customer[]): string[] {
  const rules = groups.map(({ group, when }) => {
    const { checked, problems } = compileText(when, vocabulary, 'boolean')
    // That 'from here' is false where the country is unknown is what is meant: it was so in the table.
    const mended = problems.filter(
      ({ code }) => code !== 'negated_unknown' || !when.includes('not country = "CZ"'),
    )
    expect(mended, when).toEqual([])
    return { group, holds: compileClosure(checked!, { timezone: 'UTC', weekStart: 1 }) }
  })
  return customers.map(each => {
    const subject = subjectOf(each)
    return rules.find(({ holds }) => holds(subject, 0) === true)!.group
  })
}

test('rules as written do, customer by customer, what is told of them; missing values and odd words included', () => {
  fc.assert(
    fc.property(
      fc.array(customer, { minLength: 4, maxLength: 120 }),
      fc.constantFrom(0.6, 0.9, 1),
      (customers, target) => {
        const groups = ['none', 'many', 'here']
        const labels = customers.map(labelOf)
        const rules = writeRules({ features, table: tableOf(customers), labels, groups, target })
        const given = classesByText(rules, customers)
        const own = labels.map(label => groups[label]!)
        const share = (part: number, of: number): number => (of === 0 ? 0 : part / of)
        const right = (group?: string): number =>
          given.filter((each, at) => each === own[at] && (group === undefined || each === group)).length
        expect(rules.fidelity).toBe(right() / customers.length)
        expect(rules.groups.map(({ group }) => group).sort()).toEqual([...groups].sort())
        for (const { group, precision, recall } of rules.groups) {
          expect(precision).toBe(share(right(group), given.filter(each => each === group).length))
          expect(recall).toBe(share(right(group), own.filter(each => each === group).length))
        }
      },
    ),
    { numRuns: 150 },
  )
})
