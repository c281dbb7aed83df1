import {
  assignGroups,
  compileDefinitions,
  type Definitions,
  type DiscoveredFeature,
  type Discovery,
  type GroupInput,
  modelDefinitions,
} from '@kindred/engine'
import {
  type Checked,
  classify,
  compileClosure,
  compilePopulation,
  type Subject,
  type SubjectEvent,
  type Value,
} from '@kindred/language'
import { expect, test } from 'vitest'
import { storeSubjects } from './testing/subject-tables.ts'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

const [CUSTOMERS, GROUPS] = [400, 8]
const asOf = Date.UTC(2026, 10, 21)
const DAY = 86_400_000

const feature = (id: string, is: string, kind: DiscoveredFeature['kind']): DiscoveredFeature => ({
  ...{ id, is, kind, label: id, source: 'asked', why: 'asked for', knownShare: 1, preparation: '' },
})
const features = [
  feature('spend', 'sum(purchase.amount, 365d)', 'money'),
  feature('basket', 'avg(purchase.amount)', 'number'),
  feature('orders', 'count(purchase, 365d)', 'number'),
  feature('recency', 'days_since(purchase)', 'number'),
  feature('gap', 'average_gap(purchase)', 'number'),
  feature('visits', 'count(visit, 90d)', 'number'),
  feature('member', 'member', 'boolean'),
  feature('country', 'country', 'category'),
]

/** Some sixteen pieces each, as a preparation makes them. */
const logarithm = Array.from({ length: 17 }, (_, at): [number, number] => [2 ** at - 1, at * Math.LN2])
const rank = Array.from({ length: 16 }, (_, at): [number, number] => [at ** 2 * 2.5, at / 15])
const number = { kind: 'number' } as const
const inputs: readonly GroupInput[] = [
  { name: 'spend', feature: 'spend', reading: number, fill: 0, curve: logarithm, centre: 3.1, scale: 2.7 },
  {
    name: 'basket',
    feature: 'basket',
    reading: number,
    fill: 71.23,
    curve: logarithm,
    centre: 4,
    scale: 0.7,
  },
  {
    name: 'basket is missing',
    feature: 'basket',
    reading: { kind: 'missing' },
    fill: 0,
    centre: 0,
    scale: 1,
  },
  { name: 'orders', feature: 'orders', reading: number, fill: 2, curve: rank, centre: 0.2, scale: 0.3 },
  { name: 'recency', feature: 'recency', reading: number, fill: 90.5, curve: rank, centre: 0.5, scale: 0.3 },
  { name: 'gap', feature: 'gap', reading: number, fill: 41.7, centre: 40, scale: 25 },
  { name: 'gap is missing', feature: 'gap', reading: { kind: 'missing' }, fill: 0, centre: 0, scale: 1 },
  { name: 'visits', feature: 'visits', reading: number, fill: 0, centre: 2, scale: 2 },
  { name: 'member', feature: 'member', reading: number, fill: 0, centre: 0.4, scale: 0.5 },
  { name: 'CZ', feature: 'country', reading: { kind: 'level', level: 'CZ' }, fill: 0, centre: 0, scale: 1 },
  { name: 'none', feature: 'country', reading: { kind: 'level', level: null }, fill: 0, centre: 0, scale: 1 },
  {
    name: 'else',
    feature: 'country',
    reading: { kind: 'other', levels: ['CZ', null] },
    fill: 0,
    centre: 0,
    scale: 1,
  },
]

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function discoveryOf(): Discovery {
  const draw = chance(3)
  const ids = Array.from({ length: GROUPS }, (_, at) => `group_${at}`)
  return {
    id: 'shoppers',
    round: 1,
    createdAt: asOf,
    author: 'test',
    asOf,
    definitionsVersion: 1,
    asked: { features: [], method: 'auto', maxClasses: 9, minShare: 0, seed: 1 },
    population: { customers: CUSTOMERS, learnedFrom: CUSTOMERS, base: CUSTOMERS, outliers: 0 },
    features,
    choices: [],
    recommendation: '',
    notes: [],
    model: { inputs, centres: ids.map(() => inputs.map(() => 2.4 * draw() - 1.2)) },
    groups: ids.map(id => ({
      ...{ id, name: id, customers: 1, share: 0.1, profile: [], criteria: [] },
      typical: { customer: 'c', values: [] },
    })),
    rules: { fidelity: 1, target: 0.9, groups: [] },
    pictures: { projection: { method: 'pca', points: [] }, dendrogram: [] },
    published: [],
  }
}

const workspace: Definitions = {
  settings: { workspace: 'shop', timezone: 'Europe/Prague', currency: 'EUR', weekStart: 1 },
  attributes: { member: { type: 'boolean' }, country: { type: 'text' } },
  events: { purchase: { properties: { amount: { type: 'money' } } }, visit: { properties: {} } },
  features: Object.fromEntries(
    features.filter(({ id, is }) => id !== is).map(({ id, is }) => [`own_${id}`, { is }]),
  ),
  segments: {},
  segmentations: {},
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}

/** From nobody of whom nothing is known to buyers every other day. */
function subjects(count: number): Subject[] {
  const draw = chance(7)
  const whole = (below: number): number => Math.floor(draw() * below)
  return Array.from({ length: count }, (_, at): Subject => {
    const events = Array.from({ length: Math.floor(25 * draw() ** 3) }, (__, event): SubjectEvent => {
      const amount = Math.floor(Math.exp(6 + 8 * draw()))
      const what = draw() < 0.5 ? 'purchase' : 'visit'
      const properties = new Map<string, Value>(what === 'purchase' ? [['amount', amount]] : [])
      return { id: `${at}-${event}`, event: what, at: asOf - Math.floor(400 * DAY * draw() ** 2), properties }
    })
    const attributes = new Map<string, Value>()
    if (whole(3) > 0) attributes.set('member', whole(2) === 1)
    if (whole(4) > 0) attributes.set('country', ['CZ', 'SK', 'PL'][whole(3)]!)
    const ordered = events.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    return { id: `c${String(at).padStart(6, '0')}`, attributes, events: ordered }
  })
}

function nearestByHand(
  discovery: Discovery,
  people: readonly Subject[],
  read: (id: string) => Checked,
): string[] {
  const context = { timezone: 'Europe/Prague', weekStart: 1 }
  const columns = features.map(({ id, kind }) => {
    const value = compileClosure(read(id), context)
    const values = people.map(each => value(each, asOf))
    if (kind === 'category')
      return { name: id, kind, values: values.map(each => (each === undefined ? null : String(each))) }
    const unit = kind === 'money' ? 10_000 : 1
    return {
      name: id,
      kind: 'number' as const,
      values: Float64Array.from(values, each => Number(each) / unit),
    }
  })
  return Array.from(assignGroups(discovery.model, { columns }), group => `group_${group}`)
}

test('a published model of 12 inputs and 8 groups: SQL, closure and nearest centre give every customer one class', async () => {
  const discovery = discoveryOf()
  const published = modelDefinitions(discovery)
  const definitions = {
    ...workspace,
    ...published,
    features: { ...workspace.features, ...published.features },
  }
  const { vocabulary, problems } = compileDefinitions(definitions)
  expect(problems).toEqual([])
  const { of } = vocabulary.segmentations.get('shoppers')!
  const span = { line: 1, column: 1, length: 0 }
  const classRead: Checked = { kind: 'class', segmentation: of.id, of, type: 'text', unknown: false, span }
  const people = subjects(CUSTOMERS)

  const server = await testServer()
  const node = new WarehouseNode({ url: server.url, ...server.app, database: testDatabase() })
  const tables = await storeSubjects(node, vocabulary, people)
  const { timezone, weekStart } = vocabulary
  const expressions = new Map([['class', classRead]])
  const rows = await node.rows(compilePopulation({ expressions, asOf, timezone, weekStart, tables }))
  await node.close()

  const bySql = new Map(rows.map(([id, name]) => [String(id), String(name)]))
  const classOf = classify(of, { timezone, weekStart })
  const byHand = nearestByHand(discovery, people, id => {
    const own = vocabulary.features.get(`own_${id}`)?.is
    return (
      own ?? { kind: 'attribute', name: id, type: id === 'member' ? 'boolean' : 'text', unknown: true, span }
    )
  })
  people.forEach((each, at) => {
    expect(classOf(each, asOf), each.id).toBe(byHand[at])
    expect(bySql.get(each.id), each.id).toBe(byHand[at])
  })
  expect(new Set(byHand).size).toBeGreaterThan(5)
})
