import { tmpdir } from 'node:os'
import { createClient } from '@kindred/api'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
import { openShop, type Shop } from '../testing/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.startLive()
})
afterAll(async () => {
  vi.useRealTimers()
  await shop.close()
})

it('a stream ends when the key that opened it is revoked, and not before', async () => {
  const { id, secret } = await shop.client.addKey({ name: 'Feed', role: 'analyst' })
  const client = createClient({ fetch: inProcessFetch(shop.app), baseUrl: IN_PROCESS, token: secret })
  vi.useFakeTimers({ toFake: ['setInterval'] })
  let isOver = false
  const read = (async () => {
    for await (const _ of await client.transitionStream()) expect.fail('nobody has moved')
    isOver = true
  })()
  await vi.waitUntil(() => vi.getTimerCount() > 0)
  await vi.advanceTimersByTimeAsync(16_000)
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(isOver).toBe(false)
  await shop.client.revokeKey({ id })
  await vi.advanceTimersByTimeAsync(16_000)
  await read
  expect(isOver).toBe(true)
})
