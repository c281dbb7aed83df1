import { classify, type Subject, type Value } from '@kindred/language'
import type { Table } from '@kindred/learning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import type { Definitions } from '../../records/definitions.ts'
import type { DiscoveredFeature, Discovery, GroupInput } from '../../records/discovery.ts'
import { assignGroups } from '../model/assign-groups.ts'
import { modelDefinitions } from './model-definitions.ts'
import { nextGroup } from './next-group.ts'
import { type FeatureValues, pointOf, squareBetween } from './point-of.ts'

const words = ['CZ', 'SK', 'a "quoted" \\ word', '']
const person = fc.record({
  orders: fc.option(fc.integer({ min: -5, max: 2000 }), { nil: null }),
  spend: fc.option(
    fc.integer({ min: -10_000_000, max: 5_000_000_000 }).map(units => units / 10_000),
    { nil: null },
  ),
  member: fc.option(fc.boolean(), { nil: null }),
  country: fc.option(fc.constantFrom(...words, 'new'), { nil: null }),
  tier: fc.option(fc.constantFrom('basic', 'plus', 'gold', 'odd'), { nil: null }),
})

const feature = (id: string, is: string, kind: DiscoveredFeature['kind']): DiscoveredFeature => ({
  ...{ id, is, kind, label: id, source: 'asked', why: 'asked for', knownShare: 1, preparation: '' },
})
const features = [
  feature('orders', 'orders + 1 - 1', 'number'),
  feature('spend', 'spend', 'money'),
  feature('member', 'member', 'boolean'),
  feature('country', 'country', 'category'),
  feature('tier', 'tier', 'category'),
]

const readings: readonly Pick<GroupInput, 'feature' | 'reading' | 'name'>[] = [
  { feature: 'orders', name: 'orders', reading: { kind: 'number' } },
  { feature: 'orders', name: 'orders is missing', reading: { kind: 'missing' } },
  { feature: 'spend', name: 'spend', reading: { kind: 'number' } },
  { feature: 'spend', name: 'spend is missing', reading: { kind: 'missing' } },
  { feature: 'member', name: 'member', reading: { kind: 'number' } },
  { feature: 'country', name: 'country = CZ', reading: { kind: 'level', level: 'CZ' } },
  { feature: 'country', name: `country = ${words[2]}`, reading: { kind: 'level', level: words[2]! } },
  { feature: 'country', name: 'country is missing', reading: { kind: 'level', level: null } },
  {
    feature: 'country',
    name: 'country is another',
    reading: { kind: 'other', levels: ['CZ', words[2]!, null] },
  },
  { feature: 'country', name: 'country is none', reading: { kind: 'other', levels: ['SK'] } },
  { feature: 'tier', name: 'tier', reading: { kind: 'order', levels: ['basic', 'plus', 'gold'] } },
]

/** Ascending knots with steps small and large. */
const curve = fc
  .array(
    fc.tuple(fc.double({ min: 0.001, max: 900, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    {
      minLength: 1,
      maxLength: 16,
    },
  )
  .map(steps =>
    steps.map((_, at): [number, number] => {
      const sum = (part: 0 | 1): number => steps.slice(0, at + 1).reduce((all, step) => all + step[part], 0)
      return [sum(0) - 500, sum(1) - 1]
    }),
  )

const inputs = fc.tuple(
  ...readings.map(each =>
    fc.record({
      fill: fc.double({ min: -10, max: 500, noNaN: true }),
      curve: each.reading.kind === 'number' ? fc.option(curve, { nil: undefined }) : fc.constant(undefined),
      centre: fc.double({ min: -3, max: 3, noNaN: true }),
      scale: fc.double({ min: 0.05, max: 50, noNaN: true }),
    }),
  ),
)
type Scales = typeof inputs extends fc.Arbitrary<infer I> ? I : never

const numberOfGroups = fc.integer({ min: 1, max: 9 })
const centresOf = (groups: number): fc.Arbitrary<number[][]> =>
  fc.array(
    fc.array(
      fc.integer({ min: -400, max: 400 }).map(hundredths => hundredths / 100),
      {
        minLength: readings.length,
        maxLength: readings.length,
      },
    ),
    { minLength: groups, maxLength: groups },
  )

function discoveryOf(scales: readonly Scales[number][], centres: number[][]): Discovery {
  const all = scales.map(({ curve: knots, ...scale }, at): GroupInput => {
    return { ...readings[at]!, ...scale, ...(knots && { curve: knots }) }
  })
  return {
    id: 'shoppers',
    round: 1,
    createdAt: 0,
    author: 'test',
    asOf: Date.UTC(2026, 10, 21),
    definitionsVersion: 1,
    asked: { features: [], method: 'auto', maxClasses: 9, minShare: 0, seed: 1 },
    population: { customers: 100, learnedFrom: 100, base: 100, outliers: 0, currency: 'EUR' },
    features,
    choices: [],
    recommendation: '',
    notes: [],
    model: { inputs: all, centres },
    groups: centres.map((_, at) => ({
      ...{ id: `group_${at}`, name: `Group ${at}`, customers: 1, share: 0.1, profile: [], criteria: [] },
      typical: { customer: 'c', values: [] },
    })),
    rules: { fidelity: 0.9, target: 0.9, groups: [] },
    pictures: { projection: { method: 'pca', points: [] }, dendrogram: [] },
    published: [],
  }
}

const workspace: Definitions = {
  settings: { workspace: 'shop', timezone: 'Europe/Prague', currency: 'EUR', weekStart: 1 },
  attributes: {
    orders: { type: 'number' },
    spend: { type: 'money' },
    member: { type: 'boolean' },
    country: { type: 'text' },
    tier: { type: 'text' },
  },
  events: {},
  features: {},
  segments: {},
  segmentations: {},
  lists: {},
  places: {},
  models: {},
  champions: {},
  channels: {},
  offers: {},
}

function publishedClass(discovery: Discovery): (values: FeatureValues) => string {
  const compiled = compileDefinitions({ ...workspace, ...modelDefinitions(discovery) })
  expect(compiled.problems).toEqual([])
  const of = compiled.vocabulary.segmentations.get('shoppers')!.of
  const classOf = classify(of, { timezone: 'Europe/Prague', weekStart: 1 })
  return values => classOf(subjectOf(values), 0)
}

function subjectOf(values: FeatureValues): Subject {
  const attributes = Object.entries(values).flatMap(([name, value]): [string, Value][] => {
    if (value === null) return []
    return [[name, name === 'spend' ? Math.round(Number(value) * 10_000) : value]]
  })
  return { id: 'c', attributes: new Map(attributes), events: [] }
}

function tableOf(people: readonly FeatureValues[]): Table {
  const columns = features.map(({ id, kind }) =>
    kind === 'category'
      ? { name: id, kind, values: people.map(each => (each[id] === null ? null : String(each[id]))) }
      : {
          name: id,
          kind: 'number' as const,
          values: Float64Array.from(people, each => (each[id] === null ? Number.NaN : Number(each[id]))),
        },
  )
  return { columns }
}

/** Whether two centres are as good as equally near. */
function isNearTie({ model }: Discovery, values: FeatureValues): boolean {
  const point = pointOf(model.inputs, features, values)
  const [first, second] = model.centres.map(centre => squareBetween(point, centre)).sort((a, b) => a - b)
  return second !== undefined && second - first! <= 1e-9 * (1 + second)
}

test('what is published gives every customer the group of the nearest centre, whatever is unknown of her', () => {
  fc.assert(
    fc.property(
      inputs,
      numberOfGroups.chain(centresOf),
      fc.array(person, { minLength: 1, maxLength: 20 }),
      (scales, centres, people) => {
        const discovery = discoveryOf(scales, centres)
        const classOf = publishedClass(discovery)
        const nearest = assignGroups(discovery.model, tableOf(people))
        people.forEach((each, at) => {
          if (!isNearTie(discovery, each)) expect(classOf(each)).toBe(`group_${nearest[at]}`)
        })
      },
    ),
    { numRuns: 150 },
  )
})

test('of centres that are the same, the first is the group', () => {
  fc.assert(
    fc.property(inputs, centresOf(1), person, (scales, [centre], someone) => {
      const discovery = discoveryOf(scales, [centre!, centre!, centre!])
      expect(publishedClass(discovery)(someone)).toBe('group_0')
    }),
    { numRuns: 20 },
  )
})

test('a move that is stated brings her where it says, by the model and by what is published', () => {
  let moves = 0
  fc.assert(
    fc.property(
      inputs,
      fc.integer({ min: 2, max: 6 }).chain(centresOf),
      person,
      (scales, centres, someone) => {
        // Coordinates about as large as centres: a step can then lead from one to another.
        const wide = scales.map(each => ({ ...each, scale: each.scale + 200 }))
        const discovery = discoveryOf(wide, centres)
        const told = nextGroup(discovery, someone)!
        const [own] = assignGroups(discovery.model, tableOf([someone]))
        if (isNearTie(discovery, someone)) return
        expect(told.group).toBe(`group_${own}`)
        expect(told.nextDistance).toBeGreaterThanOrEqual(told.distance)
        const classOf = publishedClass(discovery)
        for (const { feature: id, from, to } of told.moves) {
          // Nobody has a count below zero.
          if (typeof from === 'number' && from >= 0) expect(to).toBeGreaterThanOrEqual(0)
          const moved = { ...someone, [id]: to }
          const [there] = assignGroups(discovery.model, tableOf([moved]))
          expect(`group_${there}`).toBe(told.next)
          if (!isNearTie(discovery, moved)) expect(classOf(moved)).toBe(told.next)
          moves += 1
        }
        told.moves.forEach(({ distance }, at) => {
          expect(distance).toBeGreaterThanOrEqual(told.moves[at - 1]?.distance ?? 0)
        })
      },
    ),
    { numRuns: 150 },
  )
  expect(moves).toBeGreaterThan(12)
})
