import { RULES_VERSION } from '@kindred/language'
import { expect, test } from 'vitest'
import { changedSince } from '../pipeline/changed-since.ts'
import { requireDefinitions } from '../pipeline/current-definitions.ts'
import { explainCustomer } from '../pipeline/explain-customer.ts'
import { listSegments } from '../pipeline/list-segments.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import { dropUnfinished } from '../pipeline/retention.ts'
import { soundDefinitions } from '../pipeline/sound-definitions.ts'
import { viewCustomer } from '../pipeline/view-customer.ts'
import { breakingOn } from './breaking-warehouse.ts'
import { day, type PipelineWorld, purchase, segment, start } from './pipeline-world.ts'
import { withSegments } from './shop-definitions.ts'

/** What is left, kept and dropped; two at once; ranks; and very many segments. */
export function upkeepCases(world: PipelineWorld): void {
  test('what a dead process left of a refresh is removed, and nothing that is published', async () => {
    const before = await world.stores.catalog.refreshes.published({})
    const begun = { asOf: world.now, definitionsVersion: 1, startedAt: world.now }
    const id = await world.stores.catalog.refreshes.begin(begun)
    expect(await dropUnfinished(world.ports(), false)).toEqual([])
    expect(await dropUnfinished(world.ports(), true)).toEqual([id])
    expect(await world.stores.catalog.refreshes.get(id)).toMatchObject({ state: 'failed' })
    expect(await world.stores.catalog.refreshes.published({})).toEqual(before)
  })

  test('where other rules made the last refresh, every move is the doing of its definition', async () => {
    const current = await requireDefinitions(world.stores.catalog)
    const present = await world.stores.catalog.refreshes.current()
    if (present === undefined) throw new Error('nothing has been refreshed')
    expect(present.rulesVersion).toBe(RULES_VERSION)
    const { sound } = soundDefinitions(current.compiled)
    expect(sound.filter(await changedSince(world.stores.catalog, current, present))).toEqual([])
    const older = { ...present, rulesVersion: RULES_VERSION - 1 }
    expect(sound.filter(await changedSince(world.stores.catalog, current, older))).toEqual(sound)
  })

  test('who was in what is kept of the latest refreshes only; any instant can still be computed', async () => {
    const { refreshes } = world.stores.catalog
    const present = await refreshes.current()
    if (present === undefined) throw new Error('nothing has been refreshed')
    // Thirty-two more of earlier instants, noted only: it is the catalog that says which there are.
    for (let back = 1; back <= 32; back += 1) {
      const id = await refreshes.begin({ ...present, asOf: present.asOf - back })
      await refreshes.publish(id, { ...present, publishedAt: world.now })
    }
    world.now += day
    await refreshAll(world.ports())
    const published = await world.stores.catalog.refreshes.published({})
    const { layout } = (await world.stores.catalog.refreshes.get(1)) ?? {}
    const first: string[] = []
    const query = { refresh: 1, layout: layout ?? { segments: [], segmentations: [] }, segment: 'czech' }
    for await (const customer of world.stores.warehouse.members(query)) first.push(customer)
    expect(published.length).toBeGreaterThan(32)
    expect(first).toEqual([])
    expect(await world.ids(segment('czech'))).toEqual(['anna', 'dora'])
    expect(await world.ids(segment('buyers'), start)).toEqual(['anna', 'bob'])
  })

  test('two refreshes at once are refused, and a cancelled one leaves nothing', async () => {
    world.now += day
    const running = refreshAll(world.ports())
    await expect(refreshAll(world.ports())).rejects.toMatchObject({ code: 'refresh_running' })
    await running
    const before = await world.stores.catalog.refreshes.published({})
    const stop = new AbortController()
    const cancelled = refreshAll(world.ports(), { signal: stop.signal, progress: () => stop.abort() })
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' })
    expect(await world.stores.catalog.refreshes.published({})).toEqual(before)
    expect(await world.stores.catalog.refreshes.unfinished()).toEqual([])
  })

  test('conditions on the rank are cut at each refresh, and found anew for a past instant', async () => {
    world.now += day
    await world.define(
      withSegments({ best_half: { when: 'top 50% by spend' }, second: { when: 'rank(spend) = 2' } }),
    )
    const { refresh } = await refreshAll(world.ports())
    expect(await world.ids(segment('best_half'))).toEqual(['anna', 'carl'])
    expect(await world.ids(segment('second'))).toEqual(['carl'])
    expect(await world.ids(segment('best_half'), start)).toEqual(['anna', 'carl'])
    // Bob was not known then, and Carl alone had spent anything: the second best of three is nothing.
    expect(await world.ids(segment('best_half'), start - 70 * day)).toEqual(['anna', 'carl', 'dora'])
    const [why] = (await explainCustomer(world.ports(), { customer: 'bob', definition: 'best_half' }))
      .explanations
    expect(why?.kind === 'segment' && why.explanation).toMatchObject({
      holds: false,
      inWords: 'Is not among the top 50% of customers by the spend (100 EUR).',
    })
    const { segments } = await viewCustomer(world.ports(), { customer: 'carl' })
    expect(segments.map(({ id }) => id)).toEqual(expect.arrayContaining(['best_half', 'second']))
    const cut = Object.keys(refresh.cutoffs).find(id => id.startsWith('quantile in 0.5')) ?? ''
    const { refresh: next } = await refreshAll({
      ...world.ports(),
      warehouse: breakingOn(world.stores.warehouse, cut),
    })
    const failures = next.results.flatMap(({ id, failure }) => (failure ? [`${id} ${failure.code}`] : []))
    expect(failures).toEqual(['best_half evaluation_failed'])
  })

  test('who is overtaken while no time passes is moved by data, not by the clock', async () => {
    await world.define(withSegments({ second: { when: 'rank(spend) = 2' } }))
    await refreshAll(world.ports())
    expect(await world.ids(segment('second'))).toEqual(['carl'])
    const late = purchase('overtaking', 'bob', world.now - 1, 10_000)
    await world.stores.warehouse.append({ customers: [], events: [late] })
    const { refresh, moves } = await refreshAll(world.ports())
    expect(await world.ids(segment('second'))).toEqual(['anna'])
    const query = { refreshes: [refresh.id], definition: 'second' }
    const found: string[] = []
    for await (const { customer, cause } of world.stores.warehouse.transitions(query))
      found.push(`${customer} ${cause}`)
    expect(found.sort()).toEqual(['anna data', 'carl data'])
    expect(moves).toMatchObject({ clock: 0, definition: 0 })
  })

  test('six hundred segments are evaluated in one refresh', async () => {
    const many = Array.from({ length: 600 }, (_, i): [string, { when: string }] => [
      `many_${i}`,
      { when: `did(purchase where amount > ${i}.5 and category = "books", ${i + 1}d) or country = "${i}"` },
    ])
    await world.define(withSegments(Object.fromEntries(many)))
    await refreshAll(world.ports())
    expect((await listSegments(world.ports())).segments.filter(({ state }) => state !== 'current')).toEqual(
      [],
    )
    for (const id of ['many_0', 'many_99', 'many_599'])
      expect(await world.ids(segment(id), world.now)).toEqual(await world.ids(segment(id)))
    expect((await world.sizes()).many_99).toBeGreaterThan(0)
  })
}
