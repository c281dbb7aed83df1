import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@kindred/api'
import type { Warehouse } from '@kindred/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'

/** A warehouse whose refresh takes a hundred steps, a while each. */
function slow(warehouse: Warehouse): Warehouse {
  const refresh: Warehouse['refresh'] = async (request, progress) => {
    for (let step = 0; step < 100; step += 1) {
      progress?.(step, 100)
      await pause(20)
    }
    return warehouse.refresh(request)
  }
  return new Proxy(warehouse, {
    get: (target, name) => {
      const own: unknown = name === 'refresh' ? refresh : Reflect.get(target, name)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir(), between: slow })
})
afterAll(() => shop.close())

async function cancelsARefresh(client: Client): Promise<void> {
  const stop = new AbortController()
  const steps: number[] = []
  const work = client.refresh(
    {},
    {
      signal: stop.signal,
      progress: ({ step, done }) => {
        if (step !== 'evaluate') return
        steps.push(done)
        if (done === 3) stop.abort()
      },
    },
  )
  await expect(work).rejects.toThrow()
  // Progress came while the work was going on, not all at its end.
  expect(steps.length).toBeLessThan(20)
  // While the cancelled one still ran, another would be refused.
  const another = async () => {
    const again = new AbortController()
    const refused = await client
      .refresh({}, { signal: again.signal, progress: () => again.abort() })
      .catch((error: { code?: unknown }) => error.code)
    return refused === 'refresh_running'
  }
  await expect.poll(another).toBe(false)
  expect((await client.refreshes()).refreshes).toEqual([])
}

describe('who stops listening', () => {
  it('ends the work, in the same process', () => cancelsARefresh(shop.client))
  it('ends the work, over a socket', async () => cancelsARefresh(await shop.remote()))
})
