import { afterEach, beforeEach, expect, test } from 'vitest'
import { continueErasures, eraseCustomer, planErasure } from '../pipeline/erase-customer.ts'
import type { ErasePorts } from '../pipeline/erase-ports.ts'
import { personFile } from '../pipeline/person-file.ts'
import { refreshAll } from '../pipeline/refresh.ts'
import type { SetAsideRows } from '../ports/set-aside-rows.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import { erasedHash } from '../privacy/erased-hash.ts'
import { HiddenCustomers } from '../privacy/hidden-customers.ts'
import { hidingWarehouse } from '../privacy/hiding-warehouse.ts'
import type { HeldCount } from '../records/erasure.ts'
import { storedDiscovery } from './catalog-discovery-cases.ts'
import { type Death, DyingProfiles } from './dying-profiles.ts'
import { liveDefinitions } from './live-definitions.ts'
import { describeLive, type LiveSuite } from './live-suite.ts'
import { event, LiveWorld, patch } from './live-world.ts'

const day = 86_400_000
/** 1 June 2026, noon in Prague. */
const start = Date.UTC(2026, 5, 1, 10)
const hers = ['anna', 'web-7', "l'été 100%"]

const nothingAside: SetAsideRows = { held: async () => 0, forget: async () => undefined }

export interface ErasureSuite extends LiveSuite {
  /** Whether processes die here, too: what is theirs to do is the same over every store. */
  readonly killed?: boolean
}

/** Erasing one person out of every store, and that she stays away. */
export function erasureSuite(suite: ErasureSuite): void {
  describeLive(suite, 'erasure', () => {
    let world: LiveWorld
    let ports: ErasePorts

    beforeEach(async () => {
      world = new LiveWorld(await suite.open(), start)
      await world.define(liveDefinitions)
      await world.start()
      ports = portsOf(world)
      await live(world)
    })
    afterEach(async () => {
      await world.live.close()
      await world.stores.warehouse.close()
      await world.stores.catalog.close()
      await world.stores.profiles.close()
    })
    const erase = (customer: string, id = 'e1') => eraseCustomer(ports, { id, customer, author: 'test' })

    test('the plan names all her ids and what every store has of her, and changes nothing', async () => {
      const { ids, held, waits } = await planErasure(ports, 'web-7')
      expect([...ids].sort()).toEqual([...hers].sort())
      expect(waits).toEqual([])
      expect(countsIn(held)).toMatchObject({
        'warehouse events': expect.any(Number),
        'warehouse changes': expect.any(Number),
        'warehouse memberships': expect.any(Number),
        'warehouse transitions': expect.any(Number),
        'warehouse live_transitions': expect.any(Number),
        'warehouse merges': 2,
        'profiles records': expect.any(Number),
        'profiles recent_moves': expect.any(Number),
        'profiles identities': expect.any(Number),
        'catalog dead_letters': 1,
        'catalog typical_members': expect.any(Number),
      })
      expect((await planErasure(ports, 'anna')).held).toEqual(held)
      await expect(planErasure(ports, 'nobody')).rejects.toMatchObject({ code: 'customer_unknown' })
    })

    test('nothing of her is left in any store, under any of her ids, and others keep what is theirs', async () => {
      const before = await personFile(ports, 'bob')
      const receipt = await erase('web-7')
      expect(receipt).toMatchObject({ waits: [], customers: [], doneAt: world.now, author: 'test' })
      expect(JSON.stringify(receipt)).not.toContain('web-7')
      expect(countsIn(receipt.found)['warehouse events']).toBeGreaterThan(2)
      const { warehouse } = world.stores
      for (const id of hers) {
        expect(await world.live.answer(id)).toBeUndefined()
        expect(await warehouse.customer(id, Number.MAX_SAFE_INTEGER)).toBeUndefined()
        expect(await warehouse.findCustomers(id, 10)).toEqual([])
        await expect(personFile(ports, id)).rejects.toMatchObject({ code: 'customer_unknown' })
      }
      expect((await warehouse.held(hers)).rows).toEqual(new Map(zeros((await warehouse.held([])).rows)))
      expect([...(await world.live.held(hers)).values()].every(count => count === 0)).toBe(true)
      expect(await namesIn(world)).not.toMatch(/anna|web-7|été/)
      expect(await personFile(ports, 'bob')).toEqual(before)
      expect(await world.live.parity()).toMatchObject({ differences: 0 })
    })

    test('she does not come back: by an event, by an attribute, by an alias, or because records are filled anew', async () => {
      await erase('anna')
      for (const id of hers) {
        expect(await world.send(event(id, 'visit'), patch(id, { country: 'CZ' }))).toMatchObject([
          { outcome: 'refused', code: 'customer_erased' },
          { outcome: 'refused', code: 'customer_erased' },
        ])
        await expect(world.live.alias(id, 'bob')).rejects.toMatchObject({ code: 'customer_erased' })
        await expect(world.live.alias('new', id)).rejects.toMatchObject({ code: 'customer_erased' })
        await expect(erase(id, 'e2')).rejects.toMatchObject({ code: 'customer_erased' })
      }
      expect(await world.send(event('ann', 'visit'))).toMatchObject([{ outcome: 'accepted' }])
      world.kill()
      await world.start()
      await world.live.drained()
      expect(await world.send(event('anna', 'visit'))).toMatchObject([{ code: 'customer_erased' }])
      expect(await world.stores.warehouse.findCustomers('ann', 10)).toEqual(['ann'])
    })

    test('what is still to be delivered goes, and what others sent with it arrives', async () => {
      await world.send(event('anna', 'visit', world.now, 'late'), event('bob', 'visit', world.now, 'with'))
      expect((await erase('anna')).waits).toEqual([])
      await world.live.drained()
      expect(await world.stores.warehouse.customer('anna', Number.MAX_SAFE_INTEGER)).toBeUndefined()
      const bob = await world.stores.warehouse.customer('bob', Number.MAX_SAFE_INTEGER)
      expect(bob?.events.map(({ id }) => id)).toContain('with')
      expect((await world.live.status()).outbox.depth).toBe(0)
    })

    const deaths: readonly Death[] = ['before', 'after']
    test
      .skipIf(suite.killed !== true)
      .each([0, 1, 2].flatMap(commits => deaths.map(death => [death, commits] as const)))(
      'a process that dies %s its commit %i leaves an erasure that the next one ends',
      async (death, commits) => {
        await world.live.close()
        const dying = new DyingProfiles(world.stores.profiles, commits, death)
        const through = async () => {
          await world.start(dying)
          await erase('anna')
        }
        await through().catch(error => expect(String(error)).toContain('killed'))
        world.kill()
        await world.start()
        // Whoever was not answered asks again.
        if ((await world.stores.catalog.erasures.list(1)).length === 0) await erase('anna')
        expect(await continueErasures(ports)).toEqual([])
        expect(await namesIn(world)).not.toMatch(/anna|web-7/)
        expect(await world.stores.catalog.erasures.get('e1')).toMatchObject({ customers: [], waits: [] })
      },
    )

    test('while the warehouse does not forget her nobody sees her, and she goes when it does', async () => {
      let isAway = true
      const away = portsOf(world, warehouse => ({
        ...warehouse,
        erase: async ids =>
          isAway ? [{ node: 'b', says: 'The node b is away.' }] : world.stores.warehouse.erase(ids),
      }))
      const receipt = await eraseCustomer(away, { id: 'e1', customer: 'anna', author: 'test' })
      expect(receipt.doneAt).toBeUndefined()
      expect(receipt.waits).toContain('The node b is away.')
      await expectHidden(away.warehouse, world)
      expect((await planErasure(away, 'web-7')).held).toContainEqual(
        expect.objectContaining({ store: 'warehouse', what: 'events' }),
      )
      // Asked for again it goes on, by whichever id.
      expect(await eraseCustomer(away, { id: 'e2', customer: 'web-7', author: 'test' })).toMatchObject({
        id: 'e1',
      })
      isAway = false
      expect(await continueErasures(away)).toEqual([])
      expect((await world.stores.warehouse.held(hers)).rows.get('events')).toBe(0)
    })

    test('an import or a refresh that began before is waited for', async () => {
      const { imports, refreshes } = world.stores.catalog
      const begun = { id: 'i1', kind: 'events', file: 'orders.csv', size: 1, startedAt: world.now } as const
      await imports.begin({ ...begun, state: 'staging' })
      const refresh = await refreshes.begin({
        ...{ asOf: world.now, definitionsVersion: 1, rulesVersion: 1, startedAt: world.now },
      })
      const { waits } = await erase('anna')
      expect(waits).toEqual([
        "The import of 'orders.csv' began before and has not ended.",
        `Refresh ${refresh} has not ended.`,
      ])
      await imports.update('i1', { state: 'failed' })
      await refreshes.fail(refresh, 'test')
      expect(await continueErasures(ports)).toEqual([])
    })

    test('what is kept of her ids is their hashes', async () => {
      await erase('anna')
      const salt = (await world.stores.catalog.workspaces())[0] ?? ''
      expect(await world.stores.catalog.erasures.hashes()).toEqual(
        new Set(hers.map(id => erasedHash(salt, id))),
      )
    })
  })
}

function portsOf(
  world: LiveWorld,
  between = (warehouse: Warehouse): Partial<Warehouse> => warehouse,
): ErasePorts {
  const { warehouse, catalog } = world.stores
  const clock = () => world.now
  const hidden = new HiddenCustomers(catalog.erasures, clock)
  const changed = between(warehouse)
  const seen = new Proxy(warehouse, {
    get(target, name) {
      const value: unknown =
        Reflect.get(changed === warehouse ? target : { ...changed }, name) ?? Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    ...{ catalog, clock, hidden, setAside: nothingAside },
    warehouse: hidingWarehouse(seen, hidden),
    live: () => world.live,
    forgetAnswers: () => undefined,
    hasProfiles: async () => true,
  }
}

/** Two customers with all that can be held of one: histories, moves, merges, letters, a group. */
async function live(world: LiveWorld): Promise<void> {
  const [anna = '', web = '', odd = ''] = hers
  await world.send(
    patch(anna, { country: 'CZ', consent: true }, start - 40 * day),
    event(anna, 'purchase', start - 40 * day, 'p1', { amount: 1200 }),
    event(anna, 'call', start, 'c1', { topic: 'bill' }),
    event('bob', 'purchase', start - day, 'p2', { amount: 20 }),
    event(web, 'visit', start, 'v1'),
  )
  await world.send(event(odd, 'newsletter', start, 'n1'))
  await world.live.ingest([patch(anna, { country: 'SK' }, start), event(anna, 'visit')], 'key')
  await world.live.alias(web, anna)
  await world.live.alias(odd, anna)
  await world.live.drained()
  await refreshAll(portsOf(world))
  await bury(world, anna)
  await world.pass(20 * day)
  await refreshAll(portsOf(world))
  await world.live.drained()
  await world.send(event(anna, 'call', world.now, 'c2'))
  await world.live.drained()
}

async function bury({ stores: { catalog }, live: running, now }: LiveWorld, anna: string): Promise<void> {
  const hook = { id: 'h', url: 'https://crm.example', definitions: [], moves: 'both', secret: '' } as const
  await catalog.hooks.add({ ...hook, createdAt: now, delivered: 0 })
  const moves = await running.transitions({ after: 0, limit: 1_000 })
  const transitions = [
    moves.find(({ customer }) => customer === anna)!,
    moves.find(({ customer }) => customer === 'bob')!,
  ]
  await catalog.hooks.bury({ hook: 'h', at: now, tries: 8, reason: 'status 500', transitions }, 1)
  const groups = storedDiscovery.groups.map((group, at) =>
    at === 0
      ? { ...group, typical: { customer: anna, values: [{ feature: 'country', text: 'CZ' }] } }
      : group,
  )
  await catalog.discoveries.put({ ...storedDiscovery, groups })
}

/** Everything the stores can be made to say of anybody. */
async function namesIn({ stores: { warehouse, catalog }, live: running }: LiveWorld): Promise<string> {
  const refreshes = (await catalog.refreshes.published({})).map(({ id }) => id)
  return JSON.stringify([
    await running.transitions({ after: 0, limit: 10_000 }),
    await running.merges(100),
    await listed(warehouse.transitions({ refreshes })),
    await listed(warehouse.liveTransitions({ limit: 10_000 })),
    await catalog.hooks.deadLetters('h', 100),
    await catalog.discoveries.get('shoppers'),
    await catalog.erasures.list(100),
  ])
}

async function expectHidden(warehouse: Warehouse, { stores: { catalog } }: LiveWorld): Promise<void> {
  const refresh = await catalog.refreshes.current()
  const refreshes = (await catalog.refreshes.published({})).map(({ id }) => id)
  const { id = 0, layout = { segments: [], segmentations: [] } } = refresh ?? {}
  expect(await warehouse.customer('anna', Number.MAX_SAFE_INTEGER)).toBeUndefined()
  expect(await warehouse.findCustomers('ann', 10)).toEqual([])
  expect(await warehouse.membership(id, layout, 'anna')).toBeUndefined()
  const czech = { refresh: id, layout, segmentation: { id: 'lifecycle', class: 'lapsing' } }
  expect(await listed(warehouse.members(czech))).not.toContain('anna')
  const context = { asOf: refresh?.asOf ?? 0, timezone: 'UTC', weekStart: 1, cutoffs: new Map() }
  const first = await warehouse.ranked({ context, descending: false, columns: new Map(), limit: 1 })
  expect(first).toHaveLength(1)
  expect(first?.[0]?.customer).not.toBe('anna')
  const moves = await listed(warehouse.transitions({ refreshes }))
  const live = await listed(warehouse.liveTransitions({ limit: 1_000 }))
  expect(moves.map(({ customer }) => customer)).not.toContain('anna')
  expect(live.map(({ customer }) => customer)).toContain('bob')
  expect(live.map(({ customer }) => customer)).not.toContain('anna')
}

function countsIn(counts: readonly HeldCount[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    counts.filter(({ count }) => count > 0).map(({ store, what, count }) => [`${store} ${what}`, count]),
  )
}

function zeros(rows: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...rows.keys()].map(what => [what, 0])
}

async function listed<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
