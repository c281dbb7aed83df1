import { RULES_VERSION } from '@kindred/language'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changedSince } from '../pipeline/changed-since.ts'
import { requireDefinitions } from '../pipeline/current-definitions.ts'
import { explainCustomer } from '../pipeline/explain-customer.ts'
import { historyOf } from '../pipeline/history.ts'
import { listSegments } from '../pipeline/list-segments.ts'
import { type Group, membersOf } from '../pipeline/members.ts'
import { migrationOf } from '../pipeline/migration.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import { dropUnfinished } from '../pipeline/retention.ts'
import { soundDefinitions } from '../pipeline/sound-definitions.ts'
import { viewCustomer } from '../pipeline/view-customer.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { EventRecord } from '../records/customer-record.ts'
import type { Definitions } from '../records/definitions.ts'
import { shopDefinitions, withSegments } from './shop-definitions.ts'

export interface PipelineSuite {
  readonly name: string
  /** A new, empty pair of stores, migrated. */
  open(): Promise<{ readonly warehouse: Warehouse; readonly catalog: Catalog }>
}

const day = 86_400_000
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)

/** The flows over real stores: refreshes that follow one another, and what is read in between and of the past. */
export function pipelineSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: from definitions to answers`, () => {
    let stores: Awaited<ReturnType<PipelineSuite['open']>>
    let now = start
    const ports = () => ({ ...stores, clock: () => now })

    beforeAll(async () => {
      stores = await open()
      const { attributes, events } = shopDefinitions
      await stores.warehouse.declare({
        attributes: new Map(Object.entries(attributes).map(([id, { type }]) => [id, type])),
        events: new Map(
          Object.entries(events).map(([id, { properties }]) => [
            id,
            new Map(Object.entries(properties).map(([property, { type }]) => [property, type])),
          ]),
        ),
      })
    })
    afterAll(async () => {
      await stores.warehouse.close()
      await stores.catalog.close()
    })

    const define = async (definitions: Definitions) => {
      const expected = (await stores.catalog.definitions.current())?.version ?? 0
      await stores.catalog.definitions.store({ definitions, author: 'test', at: now, expected })
    }
    const sizes = async () => {
      const { segments } = await listSegments(ports())
      return Object.fromEntries(segments.map(({ id, standing }) => [id, standing?.size]))
    }
    const ids = async (group: Group, asOf?: number) => {
      const request = { group, columns: [], counted: true, ...(asOf === undefined ? {} : { asOf }) }
      const found = await membersOf(ports(), request)
      const customers: string[] = []
      for await (const { customer } of found.rows) customers.push(customer)
      expect(found.total).toBe(customers.length)
      return customers
    }
    const segment = (id: string): Group => ({ kind: 'segment', id })

    test('nothing defined is said so', async () => {
      await expect(refreshAll(ports())).rejects.toMatchObject({ code: 'nothing_defined' })
    })

    test('before the first refresh segments are new, and members are had only for an instant', async () => {
      await stores.warehouse.append({ customers: people, events: firstPurchases })
      await define(shopDefinitions)
      const { segments } = await listSegments(ports())
      expect(segments.map(({ state }) => state)).toEqual(segments.map(() => 'new'))
      await expect(ids(segment('buyers'))).rejects.toMatchObject({ code: 'nothing_refreshed' })
      expect(await ids(segment('buyers'), now)).toEqual(['anna', 'bob'])
    })

    test('the first refresh finds everybody, and everyone enters by definition', async () => {
      const steps: string[] = []
      const report = await refreshAll(ports(), { progress: ({ step }) => steps.push(step) })
      expect([...new Set(steps)]).toEqual(['compile', 'cut_offs', 'evaluate', 'publish'])
      expect(report).toMatchObject({ current: true, refresh: { id: 1, asOf: start, customers: 4 } })
      expect(await sizes()).toEqual({ buyers: 2, big: 1, big_buyers: 1, czech: 2, best_czech: 1 })
      expect(await ids(segment('buyers'))).toEqual(['anna', 'bob'])
      expect(await ids({ kind: 'segmentation', id: 'tier', class: 'top' })).toEqual(['anna', 'carl'])
    })

    test('shares, value, owner and age stand beside the size', async () => {
      now = start + 3_600_000
      const { segments, segmentations, refresh } = await listSegments(ports())
      expect(refresh).toMatchObject({ value: '17500000', valueType: 'money' })
      expect(segments[0]).toMatchObject({
        id: 'buyers',
        definition: { owner: 'sales' },
        state: 'current',
        ageMillis: 3_600_000,
        standing: { size: 2, shareOfCustomers: 0.5, value: 13_000_000, entered: 2, left: 0, change: 2 },
      })
      expect(segments[0]?.standing?.shareOfValue).toBeCloseTo(13 / 17.5, 12)
      expect(segmentations[0]?.classes.map(({ class: name, size }) => [name, size])).toEqual([
        ['active', 2],
        ['lapsing', 1],
        ['lapsed', 1],
      ])
    })

    test('news moves by data, a window that lets go by clock', async () => {
      now = start + 25 * day
      await stores.warehouse.append({ customers: [], events: [purchase('p9', 'dora', now - day, 50)] })
      const report = await refreshAll(ports())
      expect(await ids(segment('buyers'))).toEqual(['anna', 'dora'])
      const { segments } = await listSegments(ports())
      expect(segments[0]?.standing).toMatchObject({ size: 2, entered: 1, left: 1, change: 0 })
      expect(report.moves.data).toBeGreaterThan(0)
      expect(report.moves.clock).toBeGreaterThan(0)
      expect(report.moves.definition).toBe(0)
    })

    test('any past instant answers without a refresh, and refreshing it does not disturb the present', async () => {
      expect(await ids(segment('buyers'), start)).toEqual(['anna', 'bob'])
      const before = await listSegments(ports())
      const report = await refreshAll(ports(), { asOf: start - 40 * day })
      expect(report).toMatchObject({ current: false, moves: { data: 0, clock: 0, definition: 0 } })
      const after = await listSegments(ports())
      expect(after.refresh?.id).toBe(before.refresh?.id)
      expect(after.segments.map(({ standing }) => standing)).toEqual(
        before.segments.map(({ standing }) => standing),
      )
      expect(await ids(segment('buyers'))).toEqual(['anna', 'dora'])
    })

    test('an instant to come is refused', async () => {
      await expect(refreshAll(ports(), { asOf: now + 1 })).rejects.toMatchObject({ code: 'instant_to_come' })
      await expect(ids(segment('buyers'), now + 1)).rejects.toMatchObject({ code: 'instant_to_come' })
    })

    test('unknown names are refused with the nearest one', async () => {
      await expect(ids(segment('buyer'))).rejects.toMatchObject({
        code: 'segment_unknown',
        details: { nearest: 'buyers' },
      })
      await expect(ids({ kind: 'segmentation', id: 'tier', class: 'best' })).rejects.toMatchObject({
        code: 'class_unknown',
      })
      const request = { group: segment('buyers'), columns: ['spent'], counted: false }
      await expect(membersOf(ports(), request)).rejects.toMatchObject({ code: 'column_unknown' })
    })

    test('members come with values, a page after another', async () => {
      const request = {
        group: segment('czech'),
        columns: ['country', 'spend', 'tier'],
        counted: false,
        limit: 1,
      }
      const seen: unknown[] = []
      for (const after of [undefined, 'anna']) {
        const { rows } = await membersOf(ports(), { ...request, ...(after === undefined ? {} : { after }) })
        for await (const row of rows) seen.push(row)
      }
      expect(seen).toEqual([
        { customer: 'anna', values: ['CZ', 12_000_000, 'top'] },
        { customer: 'dora', values: ['CZ', 500_000, 'rest'] },
      ])
      const computed = await membersOf(ports(), { ...request, asOf: start })
      for await (const row of computed.rows) seen.push(row)
      expect(seen[2]).toEqual({ customer: 'anna', values: ['CZ', 12_000_000, 'top'] })
    })

    test('a segment newer than the refresh is said to be so, and one that changed shows it', async () => {
      await define(withSegments({ big: { when: 'spend >= 100' }, visitors: { when: 'did(visit)' } }))
      await expect(ids(segment('visitors'))).rejects.toMatchObject({ code: 'not_in_refresh' })
      const { segments } = await listSegments(ports())
      expect(Object.fromEntries(segments.map(({ id, state }) => [id, state]))).toEqual({
        buyers: 'current',
        big: 'changed',
        big_buyers: 'changed',
        czech: 'current',
        best_czech: 'current',
        visitors: 'new',
      })
    })

    test('a changed definition moves by definition, and so does what stands on it', async () => {
      now += day
      const report = await refreshAll(ports())
      expect(report.moves).toEqual({ data: 0, clock: 0, definition: 2 })
      expect(await ids(segment('big'))).toEqual(['anna', 'bob', 'carl'])
    })

    test('one broken definition fails alone, with its last result and its age', async () => {
      await define(withSegments({ big: { when: 'spend >= ' }, visitors: { when: 'did(visit)' } }))
      now += day
      const { refresh } = await refreshAll(ports())
      const { segments } = await listSegments(ports())
      const states = Object.fromEntries(
        segments.map(each => [each.id, [each.state, each.ageMillis, each.standing?.size]]),
      )
      expect(states).toMatchObject({
        buyers: ['current', 0, 1],
        big: ['failed', day, 3],
        big_buyers: ['failed', day, 1],
        visitors: ['current', 0, 0],
      })
      expect(refresh.results.find(({ id }) => id === 'big_buyers')?.failure?.code).toBe('stands_on_broken')
      expect(await ids(segment('big'))).toEqual(['anna', 'bob', 'carl'])
      await expect(ids(segment('big'), start)).rejects.toMatchObject({ code: 'definition_broken' })
    })

    test('a broken definition goes on being served from where it was sound, and comes back', async () => {
      now += day
      await refreshAll(ports())
      const big = async () => (await listSegments(ports())).segments.find(({ id }) => id === 'big')
      expect(await big()).toMatchObject({ state: 'failed', ageMillis: 2 * day })
      await define(shopDefinitions)
      now += day
      await refreshAll(ports())
      expect(await big()).toMatchObject({ state: 'current', ageMillis: 0, standing: { size: 1 } })
      expect(await sizes()).not.toHaveProperty('visitors')
    })

    test('history is what was recorded, by day', async () => {
      const { computed, points } = await historyOf(ports(), { segment: 'buyers' })
      expect(computed).toBe(false)
      const brief = points.map(({ asOf, size, entered, left }) => [(asOf - start) / day, size, entered, left])
      expect(brief.slice(0, 3)).toEqual([
        [-40, 1, 0, 0],
        [0, 2, 2, 0],
        [25, 2, 1, 1],
      ])
    })

    test('history is computed at regular instants, recorded or not', async () => {
      const { points } = await historyOf(ports(), {
        segment: 'buyers',
        from: start,
        to: start + 14 * day,
        every: 'week',
      })
      const brief = points.map(({ asOf, size, entered, left }) => [(asOf - start) / day, size, entered, left])
      expect(brief).toEqual([
        [0, 2, 1, 0],
        [7, 2, 0, 0],
        [14, 1, 0, 1],
      ])
      expect(points[0]).toMatchObject({ customers: 4, value: 13_000_000, valueType: 'money' })
      const tooLong = { segment: 'buyers', from: start - 500 * day, to: start, every: 'day' as const }
      await expect(historyOf(ports(), tooLong)).rejects.toMatchObject({ code: 'history_too_long' })
      const backwards = { segment: 'buyers', from: start, to: start - day }
      await expect(historyOf(ports(), backwards)).rejects.toMatchObject({ code: 'instants_out_of_order' })
    })

    test('migration tells who went where, with the value carried', async () => {
      const found = await migrationOf(ports(), {
        segmentation: 'lifecycle',
        from: start,
        to: start + 25 * day,
      })
      const cells = found.cells.map(({ from, to, customers, valueAfter }) => [
        from,
        to,
        customers,
        valueAfter,
      ])
      expect(cells).toEqual([
        ['active', 'active', 1, 12_000_000],
        ['active', 'lapsing', 1, 1_000_000],
        ['lapsing', 'lapsed', 1, 4_500_000],
        ['lapsed', 'active', 1, 500_000],
      ])
      expect(found).toMatchObject({
        valueType: 'money',
        from: { customers: 4 },
        to: { customers: 4, value: 18_000_000 },
      })
    })

    test('a definition that breaks the statement is found and set apart, its last result carried over', async () => {
      now += day
      const broken = { ...ports(), warehouse: breakingOn(stores.warehouse, 'czech') }
      const { refresh } = await refreshAll(broken)
      const failures = refresh.results.flatMap(({ id, failure }) => (failure ? [[id, failure.code]] : []))
      expect(failures).toEqual([['czech', 'evaluation_failed']])
      expect(await sizes()).toMatchObject({ czech: 2, best_czech: 1 })
    })

    test('a segmentation that cannot be cut takes what stands on it with it, and nothing else', async () => {
      now += day
      const broken = { ...ports(), warehouse: breakingOn(stores.warehouse, 'tier') }
      const { refresh } = await refreshAll(broken)
      const failures = refresh.results.flatMap(({ id, failure }) =>
        failure ? [`${id} ${failure.code}`] : [],
      )
      expect([...new Set(failures)]).toEqual(['best_czech stands_on_failed', 'tier evaluation_failed'])
      expect(await ids({ kind: 'segmentation', id: 'tier', class: 'top' })).toEqual(['anna', 'carl'])
      await refreshAll(ports())
    })

    test('when the warehouse itself fails no definition is blamed and nothing is published', async () => {
      const before = await stores.catalog.refreshes.published({})
      const down = { ...ports(), warehouse: breakingOn(stores.warehouse, '') }
      await expect(refreshAll(down)).rejects.toThrow('breaks')
      expect(await stores.catalog.refreshes.published({})).toEqual(before)
      expect(await stores.catalog.refreshes.unfinished()).toEqual([])
    })

    test('a customer is shown with her features, where she belongs, since when and why', async () => {
      const { record, features, segments, segmentations } = await viewCustomer(ports(), { customer: 'anna' })
      expect(record.attributes.get('country')).toBe('CZ')
      expect(features.map(({ name, value }) => [name, value])).toEqual([
        ['spend', 12_000_000],
        ['spend_30d', 0],
      ])
      expect(segments.map(({ id }) => id)).toEqual(['big', 'czech', 'best_czech'])
      expect(segments.find(({ id }) => id === 'czech')?.since).toEqual({ at: start, cause: 'definition' })
      expect(segments[0]?.inWords).toContain('1,000 EUR')
      const lifecycle = segmentations.find(({ id }) => id === 'lifecycle')
      expect(lifecycle).toMatchObject({ class: 'lapsing', since: { cause: 'clock' } })
    })

    test('a membership is explained as of any instant, and so is what a non-member lacks', async () => {
      const then = { customer: 'bob', definition: 'buyers', asOf: start }
      const [was] = (await explainCustomer(ports(), then)).explanations
      expect(was?.kind === 'segment' && was.explanation).toMatchObject({ holds: true })
      const [is] = (await explainCustomer(ports(), { customer: 'bob', definition: 'buyers' })).explanations
      expect(is?.kind === 'segment' && is.explanation.holds).toBe(false)
      expect(is?.kind === 'segment' && is.explanation.missing).toHaveLength(1)
      const tier = (await explainCustomer(ports(), { customer: 'bob', definition: 'tier' })).explanations[0]
      expect(tier?.kind === 'segmentation' && tier.explanation).toMatchObject({ class: 'rest' })
      const nobody = explainCustomer(ports(), { customer: 'zoe', definition: 'tier' })
      await expect(nobody).rejects.toMatchObject({ code: 'customer_unknown' })
      const nothing = explainCustomer(ports(), { customer: 'bob', definition: 'tiers' })
      await expect(nothing).rejects.toMatchObject({
        code: 'definition_unknown',
        details: { nearest: 'tier' },
      })
    })

    test('every stored membership is the one that is explained', async () => {
      const { segments, segmentations } =
        (await stores.catalog.definitions.current())?.definitions ?? shopDefinitions
      for (const customer of ['anna', 'bob', 'carl', 'dora']) {
        const { explanations } = await explainCustomer(ports(), { customer })
        for (const each of explanations) {
          const name = each.kind === 'segmentation' ? each.explanation.class : undefined
          const group: Group =
            name === undefined ? segment(each.id) : { kind: 'segmentation', id: each.id, class: name }
          const isMember = each.kind === 'segmentation' || each.explanation.holds
          expect([each.id, (await ids(group)).includes(customer)]).toEqual([each.id, isMember])
        }
        expect(explanations).toHaveLength(Object.keys(segments).length + Object.keys(segmentations).length)
      }
    })

    test('what a dead process left of a refresh is removed, and nothing that is published', async () => {
      const before = await stores.catalog.refreshes.published({})
      const begun = { asOf: now, definitionsVersion: 1, startedAt: now }
      const id = await stores.catalog.refreshes.begin(begun)
      expect(await dropUnfinished(ports(), false)).toEqual([])
      expect(await dropUnfinished(ports(), true)).toEqual([id])
      expect(await stores.catalog.refreshes.get(id)).toMatchObject({ state: 'failed' })
      expect(await stores.catalog.refreshes.published({})).toEqual(before)
    })

    test('where other rules made the last refresh, every move is the doing of its definition', async () => {
      const current = await requireDefinitions(stores.catalog)
      const present = await stores.catalog.refreshes.current()
      if (present === undefined) throw new Error('nothing has been refreshed')
      expect(present.rulesVersion).toBe(RULES_VERSION)
      const { sound } = soundDefinitions(current.compiled)
      expect(sound.filter(await changedSince(stores.catalog, current, present))).toEqual([])
      const older = { ...present, rulesVersion: RULES_VERSION - 1 }
      expect(sound.filter(await changedSince(stores.catalog, current, older))).toEqual(sound)
    })

    test('who was in what is kept of the latest refreshes only; any instant can still be computed', async () => {
      const { refreshes } = stores.catalog
      const present = await refreshes.current()
      if (present === undefined) throw new Error('nothing has been refreshed')
      // Thirty-two more of earlier instants, noted only: it is the catalog that says which there are.
      for (let back = 1; back <= 32; back += 1) {
        const id = await refreshes.begin({ ...present, asOf: present.asOf - back })
        await refreshes.publish(id, { ...present, publishedAt: now })
      }
      now += day
      await refreshAll(ports())
      const published = await stores.catalog.refreshes.published({})
      const { layout } = (await stores.catalog.refreshes.get(1)) ?? {}
      const first: string[] = []
      const query = { refresh: 1, layout: layout ?? { segments: [], segmentations: [] }, segment: 'czech' }
      for await (const customer of stores.warehouse.members(query)) first.push(customer)
      expect(published.length).toBeGreaterThan(32)
      expect(first).toEqual([])
      expect(await ids(segment('czech'))).toEqual(['anna', 'dora'])
      expect(await ids(segment('buyers'), start)).toEqual(['anna', 'bob'])
    })

    test('two refreshes at once are refused, and a cancelled one leaves nothing', async () => {
      now += day
      const running = refreshAll(ports())
      await expect(refreshAll(ports())).rejects.toMatchObject({ code: 'refresh_running' })
      await running
      const before = await stores.catalog.refreshes.published({})
      const stop = new AbortController()
      const cancelled = refreshAll(ports(), { signal: stop.signal, progress: () => stop.abort() })
      await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' })
      expect(await stores.catalog.refreshes.published({})).toEqual(before)
      expect(await stores.catalog.refreshes.unfinished()).toEqual([])
    })

    test('conditions on the rank are cut at each refresh, and found anew for a past instant', async () => {
      now += day
      await define(
        withSegments({ best_half: { when: 'top 50% by spend' }, second: { when: 'rank(spend) = 2' } }),
      )
      const { refresh } = await refreshAll(ports())
      expect(await ids(segment('best_half'))).toEqual(['anna', 'carl'])
      expect(await ids(segment('second'))).toEqual(['carl'])
      expect(await ids(segment('best_half'), start)).toEqual(['anna', 'carl'])
      // Bob was not known then, and Carl alone had spent anything: the second best of three is nothing.
      expect(await ids(segment('best_half'), start - 70 * day)).toEqual(['anna', 'carl', 'dora'])
      const [why] = (await explainCustomer(ports(), { customer: 'bob', definition: 'best_half' }))
        .explanations
      expect(why?.kind === 'segment' && why.explanation).toMatchObject({
        holds: false,
        inWords: 'Is not among the top 50% of customers by the spend (100 EUR).',
      })
      const { segments } = await viewCustomer(ports(), { customer: 'carl' })
      expect(segments.map(({ id }) => id)).toEqual(expect.arrayContaining(['best_half', 'second']))
      const cut = Object.keys(refresh.cutoffs).find(id => id.startsWith('quantile in 0.5')) ?? ''
      const { refresh: next } = await refreshAll({ ...ports(), warehouse: breakingOn(stores.warehouse, cut) })
      const failures = next.results.flatMap(({ id, failure }) => (failure ? [`${id} ${failure.code}`] : []))
      expect(failures).toEqual(['best_half evaluation_failed'])
    })

    test('six hundred segments are evaluated in one refresh', async () => {
      const many = Array.from({ length: 600 }, (_, i): [string, { when: string }] => [
        `many_${i}`,
        { when: `did(purchase where amount > ${i}.5 and category = "books", ${i + 1}d) or country = "${i}"` },
      ])
      await define(withSegments(Object.fromEntries(many)))
      await refreshAll(ports())
      expect((await listSegments(ports())).segments.filter(({ state }) => state !== 'current')).toEqual([])
      for (const id of ['many_0', 'many_99', 'many_599'])
        expect(await ids(segment(id), now)).toEqual(await ids(segment(id)))
      expect((await sizes()).many_99).toBeGreaterThan(0)
    })
  })
}

/** The same warehouse, but every statement that evaluates the named definition fails; all of them, when none is named. */
function breakingOn(warehouse: Warehouse, id: string): Warehouse {
  const refuse = (ids: readonly string[]) => {
    if (id === '' || ids.includes(id)) throw new Error(`the statement breaks on '${id}'`)
  }
  const breaking: Partial<Warehouse> = {
    async refresh(request, progress) {
      refuse([...request.segments, ...request.segmentations].map(each => each.id))
      return warehouse.refresh(request, progress)
    },
    async sizes(query) {
      refuse([...query.conditions.keys()].map(key => key.split(' ')[1] ?? key))
      return warehouse.sizes(query)
    },
    async cutoffs(context, segmentations) {
      refuse(segmentations.map(each => each.id))
      return warehouse.cutoffs(context, segmentations)
    },
  }
  return new Proxy(warehouse, {
    get(target, name) {
      const own: unknown = Reflect.get(name in breaking ? breaking : target, name)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

const people = [
  { id: 'anna', since: 0, attributes: new Map([['country', 'CZ']]) },
  { id: 'dora', since: 0, attributes: new Map([['country', 'CZ']]) },
]

const firstPurchases = [
  purchase('p1', 'anna', start - 3 * day, 700),
  purchase('p2', 'anna', start - 60 * day, 500),
  purchase('p3', 'bob', start - 20 * day, 100),
  purchase('p4', 'carl', start - 80 * day, 450),
]

/** `amount` in currency units. */
function purchase(id: string, customer: string, at: number, amount: number): EventRecord {
  const properties = new Map<string, string | number>([
    ['amount', amount * 10_000],
    ['category', 'books'],
  ])
  return { id, customer, event: 'purchase', at, properties }
}
