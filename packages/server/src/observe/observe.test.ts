import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiveByHand } from '../testing/live-by-hand.ts'
import { openShop, type Shop } from '../testing/shop.ts'
import { createLog } from './create-log.ts'

let lines: string[]
let hand: LiveByHand
let shop: Shop
let filling: { done: number; of: number } | undefined
let isAway = false
beforeEach(async () => {
  lines = []
  filling = undefined
  isAway = false
  hand = new LiveByHand()
  const status = async () => {
    if (isAway) throw new Error('the profiles do not answer')
    return {
      ...(await hand.live.status()),
      outbox: { depth: 3, age: 1_500 },
      accepted: { events: 5, customers: 1, duplicates: 2, refused: 4 },
      ...(filling === undefined ? {} : { filling }),
    }
  }
  shop = await openShop({
    uploads: tmpdir(),
    log: { write: line => lines.push(line) },
    openLive: async () =>
      hand.opened({
        status,
        customer: async id => {
          throw new Error(`a defect that names ${id}`)
        },
      }),
  })
})
afterEach(() => shop.close())

const get = (url: string, headers: Record<string, string> = {}) =>
  shop.app.inject({ method: 'GET', url, headers })

describe('what is logged', () => {
  it('tells of every request by its route, status and time, and of nobody', async () => {
    const id = 'anna.novakova@example.com/č?#"\n'
    await shop.startLive()
    await shop.client.customer({ id, as_of: '2026-05-01' }).catch(() => {})
    await shop.client.customer({ id }).catch(() => {})
    await shop.client.sendEvents({ events: [{ customer: id, event: 'purchase' }] }).catch(() => {})
    await shop.client.addHook({ url: `https://calls.example/?key=${id}` }).catch(() => {})
    await get(`/v1/customers/${encodeURIComponent(id)}?as_of=x`, { authorization: 'Bearer geheim' })
    await get(`/v1/nowhere/${encodeURIComponent(id)}`, { authorization: shop.authorization })
    const all = lines.join('')
    for (const private_ of [
      'novakova',
      'example.com',
      'geheim',
      'calls.example',
      shop.authorization.slice(7),
    ]) {
      expect(all).not.toContain(private_)
    }
    const logged = lines.map(line => JSON.parse(line))
    expect(logged).toContainEqual(
      expect.objectContaining({ route: 'customer', status: 500, millis: expect.any(Number) }),
    )
    expect(logged).toContainEqual(expect.objectContaining({ route: 'customer', status: 401 }))
    expect(logged).toContainEqual(expect.objectContaining({ route: 'none', status: 404 }))
    expect(logged).toContainEqual(expect.objectContaining({ code: 'internal_error', msg: 'failed' }))
  })

  it('is of the level asked for, which has to be one', () => {
    expect(() => createLog('loud')).toThrow("KINDRED_LOG is 'loud'")
    const written: string[] = []
    const log = createLog('warn', { write: line => written.push(line) })
    log.info('quiet')
    log.warn('told')
    expect(written.map(line => JSON.parse(line).msg)).toEqual(['told'])
  })
})

describe('probes, without a token', () => {
  it('say that the process lives, and whether it can be used', async () => {
    expect((await get('/healthz')).json()).toEqual({ ok: true })
    expect((await get('/readyz')).json()).toEqual({ ready: true, missing: [] })
    await shop.startLive()
    filling = { done: 1, of: 9 }
    const response = await get('/readyz')
    expect([response.statusCode, response.json()]).toEqual([
      503,
      { ready: false, missing: ['live is being filled'] },
    ])
    isAway = true
    expect((await get('/readyz')).json()).toEqual({ ready: false, missing: ['profiles'] })
  })
})

describe('figures', () => {
  it('count requests, what came in, moves by cause, the outbox and the process', async () => {
    await shop.startLive()
    await get('/metrics')
    await shop.client.workspace()
    await shop.client.transitions({ after: 0 })
    for (const name of ['anna', 'bob']) hand.move(name)
    const response = await get('/metrics')
    expect(response.headers['content-type']).toContain('text/plain')
    const text = response.body
    for (const line of [
      'kindred_http_requests_total{route="workspace",status="200"} 1',
      'kindred_http_request_duration_seconds_count{route="workspace"} 1',
      'kindred_ingest_items_total{what="events"} 5',
      'kindred_ingest_items_total{what="duplicates"} 2',
      'kindred_transitions_total{cause="data"} 2',
      'kindred_outbox_entries 3',
      'kindred_outbox_age_seconds 1.5',
      'kindred_timers 0',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
    for (const name of [
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
      'kindred_hook_deliveries_total',
    ]) {
      expect(text).toContain(name)
    }
  })
})
