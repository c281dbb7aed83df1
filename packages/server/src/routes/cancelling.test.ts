import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, startJob } from '@kindred/api'
import type { Warehouse } from '@kindred/engine'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
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

describe('who does not wait', () => {
  it('is told how far it is, calls it off, and others do not see it', async () => {
    const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, authorization: string) =>
      shop.app.inject({ method, url, headers: { authorization, prefer: 'handling=lenient, respond-async' } })
    const { secret } = await shop.client.addKey({ name: 'nightly', role: 'analyst' })
    const other = await shop.client.addKey({ name: 'other', role: 'analyst' })
    const begun = await ask('POST', '/v1/refreshes', `Bearer ${secret}`)
    expect([begun.statusCode, begun.headers['preference-applied']]).toEqual([202, 'respond-async'])
    const { job } = begun.json()
    const look = async () => (await shop.client.job({ id: job })).progress?.step
    await expect.poll(look).toBe('evaluate')
    expect((await ask('GET', `/v1/jobs/${job}`, `Bearer ${other.secret}`)).statusCode).toBe(404)
    expect((await ask('DELETE', `/v1/jobs/${job}`, `Bearer ${other.secret}`)).statusCode).toBe(404)
    expect((await shop.client.jobs()).jobs[0]).toMatchObject({ id: job, route: 'refresh', by: 'nightly' })
    expect((await ask('DELETE', `/v1/jobs/${job}`, `Bearer ${secret}`)).statusCode).toBe(200)
    await expect.poll(async () => (await shop.client.job({ id: job })).state).toBe('stopped')
    const entries = (await shop.client.audit({ who: 'nightly', what: 'refresh' })).entries
    expect(entries.map(({ outcome, code }) => [outcome, code])).toEqual([['refused', 'cancelled']])
  })

  it('finds the result when it is done', async () => {
    const options = {
      fetch: inProcessFetch(shop.app),
      baseUrl: IN_PROCESS,
      token: shop.authorization.slice('Bearer '.length),
    }
    const files = [{ name: 'more.yaml', text: 'segments: { callers: "did(purchase, 3d)" }' }]
    const id = await startJob(options, 'plan', { files })
    await expect.poll(async () => (await shop.client.job({ id })).state).toBe('done')
    expect((await shop.client.job({ id })).result).toMatchObject({ version: 1, effects: [{ id: 'callers' }] })
    await expect(startJob(options, 'discover', { population: '' })).rejects.toMatchObject({
      code: 'request_invalid',
    })
  })
})

describe('who stops listening', () => {
  it('ends the work, in the same process', () => cancelsARefresh(shop.client))
  it('ends the work, over a socket', async () => cancelsARefresh(await shop.remote()))
})
