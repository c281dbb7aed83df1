import type {
  CustomerPatch,
  EventRecord,
  PopulationContext,
  RefreshOutcome,
  RefreshRequest,
  WarehouseSchema,
} from '@kindred/engine'
import type { WarehouseOfPopulation } from '@kindred/engine/testing'
import {
  type Checked,
  type CheckedSegmentation,
  classesOf,
  compileText,
  type DeclaredType,
  type Rfm,
  referencesOf,
  type Tiers,
  type Value,
  type ValueType,
  type Vocabulary,
} from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryWarehouse } from '../../memory/memory-warehouse.ts'
import { noImports } from '../../memory/testing/no-imports.ts'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { populationUnderTest } from './testing/population-under-test.ts'

/** Generated worlds; each is asked everything of three warehouses. */
const RUNS = Number(process.env.KINDRED_PROPERTY_WORLDS ?? 2)

const noon = Date.UTC(2026, 2, 29, 10)
const hour = 3_600_000
const day = 24 * hour

const attributes = {
  country: 'text',
  points: 'number',
  limit: 'money',
  member: 'boolean',
  birthday: 'date',
} as const
const purchase = { amount: 'money', weight: 'number', category: 'text' } as const
const schema: WarehouseSchema = {
  attributes: new Map(Object.entries(attributes)),
  events: new Map([
    ['purchase', new Map(Object.entries(purchase))],
    ['visit', new Map()],
    ['call', new Map()],
  ]),
}

const typed = (types: Readonly<Record<string, DeclaredType>>) =>
  new Map(Object.entries(types).map(([name, type]) => [name, { type }]))

function vocabulary(segmentations: readonly CheckedSegmentation[] = []): Vocabulary {
  return {
    timezone: 'Europe/Prague',
    currency: 'EUR',
    weekStart: 1,
    attributes: typed(attributes),
    events: new Map([
      ['purchase', { properties: typed(purchase) }],
      ['visit', { properties: new Map() }],
      ['call', { properties: new Map() }],
    ]),
    features: new Map(),
    segments: new Map(),
    segmentations: new Map(segmentations.map(of => [of.id, { of }])),
    scores: new Map(),
    lists: new Map(),
    places: new Map(),
  }
}

function checked(text: string, want?: ValueType, of: readonly CheckedSegmentation[] = []): Checked {
  const compiled = compileText(text, vocabulary(of), want)
  if (compiled.checked === undefined) throw new Error(`${text}: ${compiled.problems[0]?.says}`)
  return compiled.checked
}

const spendTiers: Tiers = {
  kind: 'tiers',
  id: 'spend_tiers',
  by: checked('sum(purchase.amount, 90d)'),
  method: 'cumulative_share',
  classes: [
    { class: 'gold', top: 0.5 },
    { class: 'silver', top: 0.8 },
  ],
  otherwise: 'rest',
}
const weightTiers: Tiers = {
  kind: 'tiers',
  id: 'weight_tiers',
  by: checked('avg(purchase.weight)'),
  method: 'quantile',
  classes: [
    { class: 'top', top: 0.1 },
    { class: 'next', top: 0.37 },
  ],
  otherwise: 'rest',
}
const rfm: Rfm = {
  kind: 'rfm',
  id: 'rfm',
  recency: checked('days_since(purchase)'),
  frequency: checked('count(purchase)'),
  monetary: checked('sum(purchase.amount)'),
  quantiles: 5,
  groups: [
    { class: 'champions', recency: [4, 5], frequency: [4, 5], monetary: [4, 5] },
    { class: 'recent', recency: [4, 5], frequency: [1, 5], monetary: [1, 5] },
    { class: 'lapsing', recency: [1, 2], frequency: [1, 5], monetary: [1, 3] },
  ],
  otherwise: 'others',
}
const ranked = [spendTiers, weightTiers, rfm]
const lifecycle: CheckedSegmentation = {
  kind: 'first_match',
  id: 'lifecycle',
  classes: [
    { class: 'best', when: checked('spend_tiers = "gold" and rfm = "champions"', 'boolean', ranked) },
    { class: 'active', when: checked('did(purchase, 7d)') },
    { class: 'asleep', when: checked('never(purchase, 60d)') },
    { class: 'active', when: checked('did(visit, 2d)') },
  ],
  otherwise: 'others',
}

const texts = [
  'did(purchase, 7d)',
  'not did(purchase, 7d)',
  'count(visit, 36h) >= 2',
  'sum(purchase.amount, 30d) > 100',
  'avg(purchase.amount) >= 20.25',
  'max(purchase.weight, 60d) < 3.5',
  'last(purchase.category) = "b\'\\"`😀"',
  'first(purchase.category, 30d) != "a"',
  'distinct(purchase.category) = 2',
  'most_frequent(purchase.category) = "a"',
  'days_since(call) < 3',
  'average_gap(visit) < 2',
  'streak(visit, day) >= 1',
  'days(purchase) >= 2',
  'first_day_sum(purchase.amount) > 20',
  'country = "CZ" or (member = true and points > 3)',
  'not (country = "CZ")',
  'points is unknown',
  'limit >= 1000000',
  'age(birthday) >= 30',
  'anniversary(birthday) in next 7d',
  'count(purchase where amount > 50 and category = "a", last month) > 0',
  'did(visit, yesterday)',
  'weight_tiers = "top"',
  'rfm = "champions" or spend_tiers = "gold"',
]

const segments = texts.map((text, index) => reads(`segment_${index}`, checked(text, 'boolean', ranked)))

function reads(id: string, when: Checked) {
  const { events, attributes: read } = referencesOf(when)
  return { id, when, changed: false, events: [...events.keys()], attributes: read }
}

const segmentations = [...ranked, lifecycle].map(of => {
  const { when: _when, ...rest } = reads(
    of.id,
    checked(`${of.id} = "${classesOf(of).at(-1)}"`, 'boolean', [...ranked, of]),
  )
  return { ...rest, of }
})

interface World {
  readonly batches: readonly {
    readonly customers: readonly CustomerPatch[]
    readonly events: readonly EventRecord[]
  }[]
}

const ids = Array.from(
  { length: 60 },
  (_, index) => `${['c', 'Č', '😀', "o'", '～'][index % 5]}${index % 12 === 0 ? '' : index}`,
)
const who = fc.constantFrom(...new Set(ids))
// Near the edges of windows, at local midnights around the change to summer time, and in between.
const at = fc.oneof(
  fc.integer({ min: 0, max: 130 * 24 }).map(hours => noon + 2 * day - hours * hour),
  fc.constantFrom(7, 30, 60, 90).chain(days => fc.constantFrom(-1, 0, 1).map(ms => noon - days * day + ms)),
  fc.constantFrom(noon - 11 * hour, noon - 12 * hour, noon - 10 * hour, noon, noon + day, noon + day + 1),
)
const amount = fc.oneof(
  fc.integer({ min: -50_000, max: 2_000_000 }),
  fc.constantFrom(0, 1, 100_000, 1_000_000, 2 ** 53 - 1),
)
const weight = fc.oneof(
  fc.constantFrom(0, -0, 0.1, 0.2, 3.5, 1e-7),
  fc.double({ min: -10, max: 10, noNaN: true }),
)
const properties = fc
  .record({ amount, weight, category: fc.constantFrom('a', 'b\'"`😀', '', 'Č') }, { requiredKeys: [] })
  .map(values => new Map<string, Value>(Object.entries(values)))
const event = fc.tuple(who, at, fc.constantFrom('purchase', 'purchase', 'visit', 'call'), properties)
const known = fc
  .record(
    {
      country: fc.constantFrom('CZ', 'SK', '', undefined),
      points: fc.constantFrom(0, -0, 3, 3.5, undefined),
      limit: fc.constantFrom(0, 10_000_000_000, 2 ** 53 - 1, undefined),
      member: fc.constantFrom(true, false, undefined),
      birthday: fc.constantFrom(10_000, 20_541, 11_016, undefined),
    },
    { requiredKeys: [] },
  )
  .map(values => new Map<string, Value | undefined>(Object.entries(values)))
const patch = fc
  .tuple(who, fc.constantFrom(0, noon - 40 * day, noon - day, noon + 1, noon + day), known)
  .map(([id, since, values]): CustomerPatch => ({ id, since, attributes: values }))

const world: fc.Arbitrary<World> = fc
  .tuple(
    fc.array(patch, { minLength: 10, maxLength: 60 }),
    fc.array(event, { minLength: 100, maxLength: 500 }),
    fc.array(patch, { maxLength: 10 }),
    fc.array(event, { maxLength: 60 }),
  )
  .map(([early, firstEvents, late, lateEvents]) => ({
    batches: [
      { customers: early, events: firstEvents.map((one, index) => recordOf(one, `${index % 40}-${index}`)) },
      { customers: late, events: lateEvents.map((one, index) => recordOf(one, `late ${index}`)) },
    ],
  }))

function recordOf(
  [customer, instant, name, values]: readonly [string, number, string, Map<string, Value>],
  id: string,
): EventRecord {
  return { id, customer, at: instant, event: name, properties: name === 'purchase' ? values : new Map() }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

function contextAt(asOf: number, cutoffs: PopulationContext['cutoffs'] = new Map()): PopulationContext {
  return { asOf, timezone: 'Europe/Prague', weekStart: 1, cutoffs }
}

/** Everything a warehouse can be asked, as one plain value. */
async function answers(warehouse: WarehouseOfPopulation, { batches }: World) {
  await warehouse.declare(schema)
  const value = checked('sum(purchase.amount, 90d)')
  const told: unknown[] = []
  const tell = <T>(what: string, answer: T): T => {
    told.push([what, answer])
    return answer
  }
  let previous: { readonly request: RefreshRequest; readonly outcome: RefreshOutcome } | undefined
  const contexts: PopulationContext[] = []
  for (const [index, batch] of batches.entries()) {
    tell('append', await warehouse.append(batch))
    const asOf = noon + index * day
    const cutoffs = tell('cut-offs', await warehouse.cutoffs(contextAt(asOf), ranked))
    const context = contextAt(asOf, cutoffs)
    contexts.push(context)
    const conditions = new Map(segments.map(({ id, when }) => [id, when]))
    tell('sizes', await warehouse.sizes({ context, conditions, value }))
    tell(
      'sizes by number',
      await warehouse.sizes({ context, conditions: new Map(), value: checked('sum(purchase.weight)') }),
    )
    const columns = new Map([
      ['spend', value],
      ['weight', checked('avg(purchase.weight)')],
      ['gap', checked('average_gap(visit)')],
      ['last', checked('last(purchase.category)')],
      ['seen', checked('last(visit)')],
      ['class', checked('lifecycle = "active"', 'boolean', [...ranked, lifecycle])],
      ['country', checked('country')],
    ])
    tell('rows', await all(warehouse.rows({ context, columns })))
    tell(
      'page',
      await all(
        warehouse.rows({ context, columns, where: checked('country is known'), after: 'c2', limit: 7 }),
      ),
    )
    const by = [...columns.values()][index % columns.size]
    const after = ids[index]
    tell(
      'ranked',
      await warehouse.ranked({ context, columns, descending: index % 2 === 0, limit: 7, ...(by && { by }) }),
    )
    tell(
      'ranked on',
      await warehouse.ranked({
        context,
        columns,
        descending: index % 2 === 1,
        limit: 7,
        ...(by && { by }),
        ...(after && { after }),
      }),
    )
    const request: RefreshRequest = {
      id: index + 1,
      context,
      segments: segments.map(each => ({ ...each, changed: index > 0 && each.id === 'segment_3' })),
      segmentations,
      value,
      carried: [],
      recordTransitions: true,
      ...(previous === undefined
        ? {}
        : {
            previous: {
              id: previous.request.id,
              asOf: previous.request.context.asOf,
              batch: previous.outcome.batch,
              layout: previous.outcome.layout,
            },
          }),
    }
    const outcome = tell('refresh', await warehouse.refresh(request))
    for (const { id } of segments) {
      tell(id, await all(warehouse.members({ refresh: request.id, layout: outcome.layout, segment: id })))
    }
    for (const id of ids.slice(0, 6)) tell(id, await warehouse.membership(request.id, outcome.layout, id))
    tell('moves', await all(warehouse.transitions({ refreshes: [request.id] })))
    previous = { request, outcome }
  }
  await compare(warehouse, contexts, tell)
  return told
}

async function compare(
  warehouse: WarehouseOfPopulation,
  [before = contextAt(noon), after = contextAt(noon)]: readonly PopulationContext[],
  tell: <T>(what: string, answer: T) => T,
): Promise<void> {
  const pairs = segments.map(({ id, when }, index) => {
    const other = segments[(index + 1) % segments.length]?.when
    return [id, { before: when, after: index % 5 === 0 ? other : when }] as const
  })
  tell('difference', await warehouse.difference({ before, after, conditions: new Map(pairs), sample: 3 }))
  tell(
    'difference of definitions',
    await warehouse.difference({ before: after, after, conditions: new Map(pairs), sample: 3 }),
  )
  const value = checked('sum(purchase.amount, 90d)')
  for (const segmentation of [lifecycle, rfm, spendTiers]) {
    const sides = { from: { context: before, segmentation }, to: { context: after, segmentation } }
    tell('migration', await warehouse.migration({ ...sides, value }))
  }
  const refreshes = [1, 2]
  const { timezone } = before
  tell(
    'movement',
    await warehouse.movement({ kind: 'segment', definition: 'segment_0', refreshes, timezone }),
  )
  tell(
    'movement of classes',
    await warehouse.movement({ kind: 'segmentation', definition: 'lifecycle', refreshes, timezone }),
  )
  const newest = { refreshes, descending: true, limit: 20, kind: 'segmentation' } as const
  tell('newest moves', await all(warehouse.transitions(newest)))
}

test('memory, one server and two shards answer everything alike', { timeout: RUNS * 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(world, async generated => {
      const expected = await answers(new MemoryWarehouse(() => noImports), generated)
      const nodes = [await testNodes(), await testClusterNodes()]
      for (const one of nodes) {
        expect(await answers(await populationUnderTest(one), generated)).toEqual(expected)
        await one.close()
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  )
})
