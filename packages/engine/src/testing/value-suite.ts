import { seeded } from '@kindred/learning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelTrainerHere } from '../models/model-trainer.ts'
import { applyDefinitions } from '../pipeline/apply.ts'
import { compareValues } from '../pipeline/compare-values.ts'
import { customerEquity } from '../pipeline/customer-equity.ts'
import { findProspects } from '../pipeline/find-prospects.ts'
import { followCohorts } from '../pipeline/follow-cohorts.ts'
import { scoreCustomers } from '../pipeline/score-customers.ts'
import { trainAndPromote } from '../pipeline/train-and-promote.ts'
import { viewCustomer } from '../pipeline/view-customer.ts'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { PipelineSuite } from './pipeline-suite.ts'

const day = 86_400_000
const end = Date.UTC(2026, 5, 15, 10)
const history = 240
const customers = 150

const scores = [1, 2, 3, 4, 5]
/** Every triple of scores is a group of its own, so that classes tell the scores. */
const groups = scores.flatMap(r =>
  scores.flatMap(f =>
    scores.map(m => `{ class: "${r}${f}${m}", recency: ${r}, frequency: ${f}, monetary: ${m} }`),
  ),
)

const files = [
  {
    name: 'shop.yaml',
    text: `
attributes: { country: text }
events: { purchase: { properties: { amount: money } }, call: {} }
segments: { buyers: did(purchase), czech: 'country = "CZ"' }
values:
  margin_left:
    name: Margin of half a year
    revenue: sum(purchase.amount, 180d)
    margin: 0.4
    costs: [{ of: 'count(call, 180d)', each: 4.5 }]
  spend: { amount: sum(purchase.amount), tells: potential, classes: [{ class: most, top: 50% }], otherwise: rest }
  points:
    points:
      - { when: 'did(purchase, 60d)', points: 3 }
      - { when: 'country = "CZ" and did(call)', points: -0.5 }
  rfm:
    rfm:
      recency: days_since(purchase)
      frequency: count(purchase)
      monetary: sum(purchase.amount)
      groups: [${groups.join(', ')}]
  worth: { name: To come, amount: score(orders), tells: expected }
  prospect_worth:
    tells: prospect
    among: never(purchase)
    revenue: '12.5 * count(call)'
    margin: 0.5
    costs: [{ of: 'if(country = "SK", 1, 0)', each: 8 }]
models:
  orders: { lifetime: { event: purchase, model: bg_nbd, horizon: 60d } }
  occasions: { lifetime: { event: purchase, model: bg_bb, period: 10d, horizon: 60d } }
  stays: { lifetime: { event: purchase, ends: call, model: sbg, period: 15d, horizon: 30d } }
features: { occasions_ahead: score(occasions), stay_ahead: score(stays) }
`,
  },
]

/** A third never buy; the others buy at their own pace. All call now and then. */
function shop(): { readonly customers: readonly CustomerPatch[]; readonly events: readonly EventRecord[] } {
  const random = seeded(5)
  const events: EventRecord[] = []
  const happens = (customer: string, event: string, ago: number, properties = new Map()) =>
    events.push({ id: `${events.length}`, customer, event, at: Math.round(end - ago * day), properties })
  const patches = Array.from({ length: customers }, (_, index): CustomerPatch => {
    const id = `c${String(index).padStart(3, '0')}`
    const gap = [6, 25, 60][index % 3] ?? 6
    for (
      let ago = history * random.uniform();
      index % 3 > 0 && ago > 0;
      ago -= gap * (0.4 + random.uniform())
    )
      happens(id, 'purchase', ago, new Map([['amount', BigInt(Math.round(200_000 * random.uniform()))]]))
    for (let call = 0; call < index % 4; call += 1) happens(id, 'call', history * random.uniform())
    const attributes = new Map([['country', index % 2 === 0 ? 'CZ' : 'SK']])
    return { id, since: end - history * day, attributes }
  })
  return { customers: patches, events }
}

/** Rankings and models are found anew for every customer who is looked at. */
const SLOW = 180_000

/** Customer value over real stores: ways to value side by side, equity, prospects, cohorts. */
export function valueSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: customer value`, () => {
    const { customers: patches, events } = shop()
    let stores: Awaited<ReturnType<PipelineSuite['open']>>
    const ports = () => ({ ...stores, clock: () => end, trainer: modelTrainerHere })
    const bought = (id: string, since = 0) =>
      events.filter(each => each.customer === id && each.event === 'purchase' && each.at > since)
    const called = (id: string, since = 0) =>
      events.filter(each => each.customer === id && each.event === 'call' && each.at > since).length
    const amountOf = (each: EventRecord) => Number(each.properties.get('amount')) / 10_000
    const spent = (id: string, since = 0) => bought(id, since).reduce((sum, each) => sum + amountOf(each), 0)
    const margin = (id: string) => 0.4 * spent(id, end - 180 * day) - 4.5 * called(id, end - 180 * day)
    const ids = patches.map(({ id }) => id)

    beforeAll(async () => {
      stores = await open()
      const applied = await applyDefinitions(ports(), { files, complete: true, author: 'anna' })
      expect(applied.problems).toEqual([])
      await stores.warehouse.append(shop())
    }, 120_000)
    afterAll(async () => {
      await stores.warehouse.close()
      await stores.catalog.close()
    })

    test('every way is told as the events have it', async () => {
      const { values, customers: all } = await compareValues(ports(), {})
      const found = (id: string) => values.find(each => each.id === id)!
      expect(all).toBe(customers)
      const total = ids.reduce((sum, id) => sum + margin(id), 0)
      expect(found('margin_left')).toMatchObject({
        name: 'Margin of half a year',
        tells: 'present',
        isMoney: true,
      })
      expect(found('margin_left').total).toBeCloseTo(total, 6)
      expect(found('spend').total).toBeCloseTo(
        ids.reduce((sum, id) => sum + spent(id), 0),
        6,
      )
      const points = ids.map(
        (id, at) =>
          (bought(id, end - 60 * day).length > 0 ? 3 : 0) - (at % 2 === 0 && called(id) > 0 ? 0.5 : 0),
      )
      expect(found('points').total).toBeCloseTo(
        points.reduce((sum, each) => sum + each, 0),
        6,
      )
      // Nothing was trained yet, so nobody has that value; of RFM those who never bought have none.
      expect(found('worth')).toMatchObject({ customers: 0, gini: null, curve: [] })
      expect(found('rfm').customers).toBe(ids.filter(id => bought(id).length > 0).length)
    })

    test('classes by cumulative share hold that share of the value, and the curve says the same', async () => {
      const { values } = await compareValues(ports(), { values: ['margin_left', 'spend'] })
      const [left, spend] = values
      expect(left?.classes.map(each => each.class)).toEqual(['A', 'B', 'C'])
      expect(spend?.classes.map(each => each.class)).toEqual(['most', 'rest'])
      expect(spend?.classes[0]?.shareOfValue).toBeGreaterThanOrEqual(0.5)
      const sorted = ids.map(id => spent(id)).sort((a, b) => b - a)
      const fifth = sorted.slice(0, customers / 5).reduce((sum, each) => sum + each, 0)
      expect(spend?.shareOfBestFifth).toBeCloseTo(fifth / (spend?.total ?? 1), 9)
      const half = sorted.findIndex(
        (_, at) => sorted.slice(0, at + 1).reduce((a, b) => a + b, 0) >= (spend?.total ?? 0) / 2,
      )
      expect(spend?.classes[0]?.customers).toBe(half + 1)
      expect(left?.best[0]?.says).toBeTruthy()
    })

    test(
      'the RFM score is the sum of the scores that name the class',
      async () => {
        for (const [at, id] of ids.entries()) {
          if (at % 25 > 1) continue
          const { features, segmentations } = await viewCustomer(ports(), { customer: id, asOf: end })
          const score = features.find(each => each.name === 'rfm')?.value
          const group = segmentations.find(each => each.id === 'rfm_class')?.class
          if (bought(id).length === 0) expect([score, group]).toEqual([undefined, 'unscored'])
          else expect(score).toBe([...(group ?? '')].reduce((sum, digit) => sum + Number(digit), 0))
        }
      },
      SLOW,
    )

    test('two ways that rank alike agree, and the best they share are counted', async () => {
      const { pairs } = await compareValues(ports(), { values: ['margin_left', 'spend'] })
      expect(pairs).toHaveLength(1)
      expect(pairs[0]).toMatchObject({ a: 'margin_left', b: 'spend', customers })
      const best = (of: (id: string) => number) =>
        new Set([...ids].sort((a, b) => of(b) - of(a)).slice(0, customers / 5))
      const [left, spend] = [best(margin), best(id => spent(id))]
      expect(pairs[0]?.sharedBest).toBeCloseTo(
        [...left].filter(id => spend.has(id)).length / (customers / 5),
        9,
      )
      expect(pairs[0]?.rankCorrelation).toBeGreaterThan(0.5)
    })

    test('equity is the sum of what is worth, of everybody and of each group, with its history', async () => {
      const { points, values, groups: of } = await customerEquity(ports(), {})
      expect(values.map(({ id }) => id)).toEqual(['margin_left', 'spend', 'worth'])
      expect(points[0]?.everybody.values[2], 'its model is not trained').toBeUndefined()
      expect(points[0]?.groups.map(each => each.values[2])).toEqual([undefined, undefined])
      expect(points[0]?.everybody.values[1]).toBeCloseTo(
        ids.reduce((sum, id) => sum + spent(id), 0),
        6,
      )
      expect(of.map(({ id }) => id)).toEqual(['buyers', 'czech'])
      const [now] = points
      expect(now?.everybody.values[0]).toBeCloseTo(
        ids.reduce((sum, id) => sum + margin(id), 0),
        6,
      )
      const czech = ids.filter((_, at) => at % 2 === 0)
      expect(now?.groups[1]).toMatchObject({ customers: czech.length })
      expect(now?.groups[1]?.values[0]).toBeCloseTo(
        czech.reduce((sum, id) => sum + margin(id), 0),
        6,
      )
      const past = await customerEquity(ports(), { by: 'spend_class', from: end - 70 * day, every: 'month' })
      expect(past.points.map(({ asOf }) => asOf)).toHaveLength(4)
      const first = past.points[0]!
      expect(first.groups.reduce((sum, each) => sum + each.customers, 0)).toBe(first.everybody.customers)
    })

    test('prospects are told what each would bring, and no more is to be paid than that', async () => {
      const found = await findProspects(ports(), { by: 'country', limit: 3 })
      const prospects = ids.filter((_, at) => at % 3 === 0)
      const profit = (id: string) => 6.25 * called(id) - (ids.indexOf(id) % 2 === 1 ? 8 : 0)
      expect(found).toMatchObject({ value: 'prospect_worth', prospects: prospects.length, by: 'country' })
      expect(found.profit).toBeCloseTo(
        prospects.reduce((sum, id) => sum + profit(id), 0),
        6,
      )
      expect(found.budget).toBeCloseTo(
        prospects.reduce((sum, id) => sum + Math.max(0, profit(id)), 0),
        6,
      )
      expect(found.groups.map(({ group }) => group)).toEqual(['CZ', 'SK'])
      expect(found.best[0]?.profit).toBe(Math.max(...prospects.map(profit)))
      expect(found.best[0]?.revenue).toBe(2 * found.best[0]!.profit)
      expect(found.judged, 'no model stands behind it').toBeUndefined()
      await expect(findProspects(ports(), { value: 'spend', limit: 3 })).rejects.toMatchObject({
        code: 'no_prospect_value',
      })
    })

    test('cohorts are followed as the events have it, and beside them stands what the model expected', async () => {
      const { fitted } = await trainAndPromote(ports(), { model: 'orders', author: 'anna', budget: 60 })
      const found = await followCohorts(ports(), { model: 'orders' })
      const firsts = ids.flatMap(
        id =>
          bought(id)
            .map(({ at }) => at)
            .sort((a, b) => a - b)[0] ?? [],
      )
      const month = (at: number) => new Date(at).toISOString().slice(0, 7)
      for (const { period, customers: size, ages } of found.cohorts) {
        const began = found.periods[period]!.slice(0, 7)
        expect(size).toBe(firsts.filter(at => month(at) === began).length)
        expect(ages[0]?.active).toBe(size)
        expect(ages).toHaveLength(found.periods.length - period)
      }
      const sum = (of: (age: { events: number; value?: number }) => number) =>
        found.cohorts.flatMap(({ ages }) => ages).reduce((all, age) => all + of(age), 0)
      const purchases = events.filter(({ event }) => event === 'purchase')
      expect(sum(({ events: many }) => many)).toBe(purchases.length)
      expect(sum(({ value = 0 }) => value)).toBeCloseTo(
        purchases.reduce((all, each) => all + amountOf(each), 0),
        6,
      )
      expect(found.tracking).toMatchObject({ model: 'orders', fittedTo: fitted.card.judged.at })
      expect(found.tracking?.actual.at(-1)).toBe(purchases.length - firsts.length)
      const [actual, expected] = [found.tracking?.actual.at(-1) ?? 0, found.tracking?.expected.at(-1) ?? 0]
      expect(Math.abs(expected / actual - 1)).toBeLessThan(0.35)
    })

    test('what a model tells is added up over those of whom it tells something', async () => {
      const { values } = await compareValues(ports(), { values: ['worth'] })
      const { points } = await customerEquity(ports(), { by: 'worth_class' })
      const { customers: all, values: sums } = points[0]!.everybody
      expect(all).toBe(customers)
      expect(sums[2]).toBeCloseTo(values[0]!.total, 3)
      expect(values[0]).toMatchObject({ customers: ids.filter(id => bought(id).length > 0).length })
    })

    test.each([
      ['occasions', 'occasions_ahead', 'bg_bb'],
      ['stays', 'stay_ahead', 'sbg'],
    ])(
      'a model in periods, %s, gives the same score in batch and of one customer',
      async (model, feature, method) => {
        const { fitted } = await trainAndPromote(ports(), { model, author: 'anna', budget: 60 })
        expect(fitted.method).toBe(method)
        const { highest } = await scoreCustomers(ports(), { model, asOf: end })
        expect(highest.length).toBeGreaterThan(60)
        const scores = new Map(highest.map(({ customer, score }) => [customer, score]))
        for (const id of [...ids.slice(0, 6), highest[0]!.customer, highest.at(-1)!.customer]) {
          const { features } = await viewCustomer(ports(), { customer: id, asOf: end })
          expect(features.find(({ name: of }) => of === feature)?.value).toBe(scores.get(id))
        }
      },
      SLOW,
    )

    test('what is not there is refused by name', async () => {
      await expect(compareValues(ports(), { values: ['spnd'] })).rejects.toMatchObject({
        code: 'value_unknown',
        details: { nearest: 'spend' },
      })
      // A name that every object has is no event either.
      await expect(followCohorts(ports(), { event: 'constructor' })).rejects.toMatchObject({
        code: 'event_unknown',
      })
      await expect(followCohorts(ports(), { event: 'purchse' })).rejects.toMatchObject({
        code: 'event_unknown',
        details: { nearest: 'purchase' },
      })
      await expect(followCohorts(ports(), { every: 'day' })).rejects.toMatchObject({
        code: 'history_too_long',
      })
      await expect(followCohorts(ports(), { event: 'call', model: 'orders' })).rejects.toMatchObject({
        code: 'model_is_no_lifetime',
      })
    })
  })
}
