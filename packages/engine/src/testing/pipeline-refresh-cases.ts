import { expect, test } from 'vitest'
import { listSegments } from '../pipeline/list-segments.ts'
import { type MembersRequest, membersOf } from '../pipeline/members.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import { day, type PipelineWorld, purchase, segment, start } from './pipeline-world.ts'
import { shopDefinitions, withSegments } from './shop-definitions.ts'

/** From nothing to refreshes that follow one another, and definitions that change or break in between. */
export function firstRefreshCases(world: PipelineWorld): void {
  test('nothing defined is said so', async () => {
    await expect(refreshAll(world.ports())).rejects.toMatchObject({ code: 'nothing_defined' })
  })

  test('before the first refresh segments are new, and members are had only for an instant', async () => {
    await world.stores.warehouse.append({ customers: people, events: firstPurchases })
    await world.define(shopDefinitions)
    const { segments } = await listSegments(world.ports())
    expect(segments.map(({ state }) => state)).toEqual(segments.map(() => 'new'))
    await expect(world.ids(segment('buyers'))).rejects.toMatchObject({ code: 'nothing_refreshed' })
    expect(await world.ids(segment('buyers'), world.now)).toEqual(['anna', 'bob'])
  })

  test('the first refresh finds everybody, and everyone enters by definition', async () => {
    const steps: string[] = []
    const report = await refreshAll(world.ports(), { progress: ({ step }) => steps.push(step) })
    expect([...new Set(steps)]).toEqual(['compile', 'cut_offs', 'evaluate', 'publish'])
    expect(report).toMatchObject({ current: true, refresh: { id: 1, asOf: start, customers: 4 } })
    expect(await world.sizes()).toEqual({ buyers: 2, big: 1, big_buyers: 1, czech: 2, best_czech: 1 })
    expect(await world.ids(segment('buyers'))).toEqual(['anna', 'bob'])
    expect(await world.ids({ kind: 'segmentation', id: 'tier', class: 'top' })).toEqual(['anna', 'carl'])
  })

  test('shares, value, owner and age stand beside the size', async () => {
    world.now = start + 3_600_000
    const { segments, segmentations, refresh } = await listSegments(world.ports())
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
    world.now = start + 25 * day
    await world.stores.warehouse.append({
      customers: [],
      events: [purchase('p9', 'dora', world.now - day, 50)],
    })
    const report = await refreshAll(world.ports())
    expect(await world.ids(segment('buyers'))).toEqual(['anna', 'dora'])
    const { segments } = await listSegments(world.ports())
    expect(segments[0]?.standing).toMatchObject({ size: 2, entered: 1, left: 1, change: 0 })
    expect(report.moves.data).toBeGreaterThan(0)
    expect(report.moves.clock).toBeGreaterThan(0)
    expect(report.moves.definition).toBe(0)
  })

  test('any past instant answers without a refresh, and refreshing it does not disturb the present', async () => {
    expect(await world.ids(segment('buyers'), start)).toEqual(['anna', 'bob'])
    const before = await listSegments(world.ports())
    const report = await refreshAll(world.ports(), { asOf: start - 40 * day })
    expect(report).toMatchObject({ current: false, moves: { data: 0, clock: 0, definition: 0 } })
    const after = await listSegments(world.ports())
    expect(after.refresh?.id).toBe(before.refresh?.id)
    expect(after.segments.map(({ standing }) => standing)).toEqual(
      before.segments.map(({ standing }) => standing),
    )
    expect(await world.ids(segment('buyers'))).toEqual(['anna', 'dora'])
  })

  test('an instant to come is refused', async () => {
    await expect(refreshAll(world.ports(), { asOf: world.now + 1 })).rejects.toMatchObject({
      code: 'instant_to_come',
    })
    await expect(world.ids(segment('buyers'), world.now + 1)).rejects.toMatchObject({
      code: 'instant_to_come',
    })
  })

  test('unknown names are refused with the nearest one', async () => {
    await expect(world.ids(segment('buyer'))).rejects.toMatchObject({
      code: 'segment_unknown',
      details: { nearest: 'buyers' },
    })
    await expect(world.ids({ kind: 'segmentation', id: 'tier', class: 'best' })).rejects.toMatchObject({
      code: 'class_unknown',
    })
    const request = { group: segment('buyers'), columns: ['spent'], counted: false }
    await expect(membersOf(world.ports(), request)).rejects.toMatchObject({ code: 'column_unknown' })
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
      const { rows } = await membersOf(world.ports(), {
        ...request,
        ...(after === undefined ? {} : { after }),
      })
      for await (const row of rows) seen.push(row)
    }
    expect(seen).toEqual([
      { customer: 'anna', values: ['CZ', 12_000_000, 'top'] },
      { customer: 'dora', values: ['CZ', 500_000, 'rest'] },
    ])
    const computed = await membersOf(world.ports(), { ...request, asOf: start })
    for await (const row of computed.rows) seen.push(row)
    expect(seen[2]).toEqual({ customer: 'anna', values: ['CZ', 12_000_000, 'top'] })
  })

  test('members come in order of a column, as stored and as computed', async () => {
    const ids = async (more: Partial<MembersRequest>) => {
      const request = { group: segment('czech'), columns: [], counted: false, ...more }
      const found: string[] = []
      for await (const { customer } of (await membersOf(world.ports(), request)).rows) found.push(customer)
      return found
    }
    const most = { sort: { column: 'spend', descending: true }, limit: 1 }
    expect(await ids(most)).toEqual(['anna'])
    expect(await ids({ ...most, after: 'anna' })).toEqual(['dora'])
    expect(await ids({ ...most, asOf: start, limit: 9 })).toEqual(['anna', 'dora'])
    expect(await ids({ sort: { column: 'spend', descending: false } })).toEqual(['dora', 'anna'])
    expect(await ids({ sort: { column: 'customer', descending: true } })).toEqual(['dora', 'anna'])
    expect(await ids({ sort: { column: 'tier', descending: false } })).toEqual(['dora', 'anna'])
    const classes = { kind: 'segmentation', id: 'tier', class: 'top' } as const
    expect(await ids({ ...most, group: classes, limit: 9 })).toEqual(['anna', 'carl'])
    await expect(ids({ ...most, after: 'nobody' })).rejects.toMatchObject({ code: 'customer_unknown' })
    const unknown = { sort: { column: 'spent', descending: false } }
    await expect(ids(unknown)).rejects.toMatchObject({ code: 'column_unknown' })
  })

  test('a segment newer than the refresh is said to be so, and one that changed shows it', async () => {
    await world.define(withSegments({ big: { when: 'spend >= 100' }, visitors: { when: 'did(visit)' } }))
    await expect(world.ids(segment('visitors'))).rejects.toMatchObject({ code: 'not_in_refresh' })
    const { segments } = await listSegments(world.ports())
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
    world.now += day
    const report = await refreshAll(world.ports())
    expect(report.moves).toEqual({ data: 0, clock: 0, definition: 2 })
    expect(await world.ids(segment('big'))).toEqual(['anna', 'bob', 'carl'])
  })

  test('one broken definition fails alone, with its last result and its age', async () => {
    await world.define(withSegments({ big: { when: 'spend >= ' }, visitors: { when: 'did(visit)' } }))
    world.now += day
    const { refresh } = await refreshAll(world.ports())
    const { segments } = await listSegments(world.ports())
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
    expect(await world.ids(segment('big'))).toEqual(['anna', 'bob', 'carl'])
    await expect(world.ids(segment('big'), start)).rejects.toMatchObject({ code: 'definition_broken' })
  })

  test('a broken definition goes on being served from where it was sound, and comes back', async () => {
    world.now += day
    await refreshAll(world.ports())
    const big = async () => (await listSegments(world.ports())).segments.find(({ id }) => id === 'big')
    expect(await big()).toMatchObject({ state: 'failed', ageMillis: 2 * day })
    await world.define(shopDefinitions)
    world.now += day
    await refreshAll(world.ports())
    expect(await big()).toMatchObject({ state: 'current', ageMillis: 0, standing: { size: 1 } })
    expect(await world.sizes()).not.toHaveProperty('visitors')
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
