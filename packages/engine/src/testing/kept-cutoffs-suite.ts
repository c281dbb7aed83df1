import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { explainCustomer } from '../pipeline/explain-customer.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { Erasure } from '../records/erasure.ts'
import type { PipelineSuite } from './pipeline-suite.ts'
import { day, PipelineWorld, purchase, start } from './pipeline-world.ts'
import { shopDefinitions } from './shop-definitions.ts'

const erasure: Erasure = {
  ...{ id: 'e1', at: start, author: 'test', customers: ['rich'], hashes: [], found: [] },
  waits: ['Nothing has been removed yet.'],
}
const done: Erasure = { ...erasure, customers: [], waits: [], doneAt: start }

/** Where the population is cut is found once for an instant, and never told of a population that has changed since. */
export function keptCutoffsSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: cut-offs of one instant`, () => {
    const world = new PipelineWorld()
    /** What happens while the next cut-offs are found, once they are. */
    let meanwhile: (() => Promise<unknown>) | undefined
    let passes = 0
    let counted: Warehouse

    beforeAll(async () => {
      world.open(await open())
      const { warehouse } = world.stores
      const amount = new Map([
        ['amount', 'money'],
        ['category', 'text'],
      ] as const)
      await warehouse.declare({ attributes: new Map(), events: new Map([['purchase', amount]]) })
      await world.define({ ...shopDefinitions, segments: {} })
      await spend('anna', 10)
      counted = over(warehouse)
    })
    afterAll(async () => {
      await world.stores.warehouse.close()
      await world.stores.catalog.close()
    })
    beforeEach(() => {
      passes = 0
    })

    /** The same warehouse, another object: nothing is kept of it yet. */
    function over(warehouse: Warehouse): Warehouse {
      const cutoffs: Warehouse['cutoffs'] = async (...asked) => {
        passes += 1
        const found = await warehouse.cutoffs(...asked)
        await meanwhile?.()
        return found
      }
      return new Proxy(warehouse, {
        get: (target, key) => {
          const own: unknown = key === 'cutoffs' ? cutoffs : Reflect.get(target, key)
          return typeof own === 'function' ? own.bind(target) : own
        },
      })
    }

    async function cut(asOf = start, warehouse = counted) {
      const ports = { ...world.ports(), warehouse }
      const { context } = await explainCustomer(ports, { customer: 'anna', definition: 'tier', asOf })
      return context.cutoffs.get('tier')
    }

    let bought = 0
    async function spend(customer: string, amount: number) {
      const event = purchase(`kept ${++bought}`, customer, start - day, amount)
      return world.stores.warehouse.append({ customers: [], events: [event] })
    }

    test('asked for again they are found no more, another instant has its own', async () => {
      const first = await cut()
      expect(first).toEqual([[100_000]])
      expect(await cut()).toBe(first)
      expect(passes).toBe(1)
      await cut(start - 1)
      expect(await cut()).toBe(first)
      expect(passes).toBe(2)
    })

    test('of more instants than are kept the first is found anew', async () => {
      const instants = Array.from({ length: 17 }, (_, at) => start - at)
      for (const asOf of instants) await cut(asOf)
      passes = 0
      await cut(start - 16)
      expect(passes).toBe(0)
      await cut()
      expect(passes).toBe(1)
    })

    test.each<[what: string, change: () => Promise<unknown>, cut: number]>([
      ['an event comes late', () => spend('rich', 70), 700_000],
      [
        'an event comes of the outbox',
        () =>
          world.stores.warehouse.deliver({
            ...{ id: 'd1', customers: [], transitions: [] },
            events: [purchase('delivered', 'anna', start - day, 90)],
          }),
        1_000_000,
      ],
      ['another customer is heard of', () => spend('bob', 50), 700_000],
      [
        'two become one',
        () => world.stores.warehouse.merge({ id: 'm1', from: 'bob', into: 'rich', at: start }),
        1_200_000,
      ],
      ['they are two again', () => world.stores.warehouse.unmerge({ id: 'm1', at: start }), 700_000],
      [
        'somebody is erased',
        async () => {
          const { catalog, warehouse } = world.stores
          await catalog.erasures.put(erasure)
          await warehouse.erase(['rich'])
          await catalog.erasures.put(done)
        },
        1_000_000,
      ],
      [
        'other definitions are stored',
        () => {
          const { tier } = shopDefinitions.segmentations
          const tiers = { by: '-spend', method: 'quantile' as const, classes: [{ class: 'top', top: 0.5 }] }
          const segmentations = { ...shopDefinitions.segmentations, tier: { ...tier, tiers } }
          return world.define({ ...shopDefinitions, segments: {}, segmentations } as typeof shopDefinitions)
        },
        -500_000,
      ],
    ])('they are found anew when %s', async (_, change, now) => {
      await cut()
      passes = 0
      await change()
      expect(await cut()).toEqual([[now]])
      expect(passes).toBe(1)
    })

    test('what came while they were found is not passed over the next time', async () => {
      meanwhile = async () => {
        for (const [late, amount] of Object.entries({ carl: 5, dora: 6 })) await spend(late, amount)
      }
      const asOf = start - 100
      const before = await cut(asOf)
      meanwhile = undefined
      const after = await cut(asOf)
      expect(after).toEqual(await cut(asOf, over(world.stores.warehouse)))
      expect(after).not.toEqual(before)
      expect(passes).toBe(3)
    })

    test('while an erasure is under way none are kept', async () => {
      const { erasures } = world.stores.catalog
      await erasures.put({ ...erasure, id: 'e2' })
      await cut()
      await cut()
      expect(passes).toBe(2)
      await erasures.put({ ...done, id: 'e2' })
      await cut()
      await cut()
      expect(passes).toBe(3)
    })
  })
}
