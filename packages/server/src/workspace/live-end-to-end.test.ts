import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WireTransition } from '@kindred/api'
import { lockWorkspace } from '@kindred/stores/workspace'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shopFile } from '../testing/shop.ts'
import { type OpenWorkspace, openWorkspace } from './open-workspace.ts'

const lastingToken = 'a token that lasts'
let folder: string
let server: OpenWorkspace
let isClosed = true
let receiver: Server
const told: { delivery: string; customers: string[] }[] = []

async function serve(): Promise<OpenWorkspace> {
  const opened = await openWorkspace(folder, { how: 'serve', lastingToken })
  await opened.startLive?.()
  return opened
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kindred-live-'))
  await writeFile(join(folder, 'kindred.config.yaml'), 'workspace: shop\nwarehouse: { memory: 1 GB }\n')
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const { delivery, transitions } = JSON.parse(body)
      told.push({ delivery, customers: transitions.map((move: WireTransition) => move.customer) })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  server = await serve()
  isClosed = false
  await server.client.apply({ files: [shopFile], complete: true })
}, 240_000)
afterAll(async () => {
  if (!isClosed) await server.close()
  receiver.close()
  await rm(folder, { recursive: true, force: true })
})

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.address}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${lastingToken}`,
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(body),
  })
}

const buys = (customer: string, id: string) => ({
  id,
  customer,
  event: 'purchase',
  properties: { amount: '600', category: 'books' },
})

/** Customers of the moves that come, as they come. */
async function follow(): Promise<{ seen: string[]; stop(): Promise<void> }> {
  const other = await openWorkspace(folder, { how: 'follow' })
  const stopping = new AbortController()
  const seen: string[] = []
  const stream = await other.client.transitionStream(
    { definitions: ['buyers', 'big_spenders'], after: 0 },
    { signal: stopping.signal },
  )
  const reading = (async () => {
    for await (const move of stream) seen.push(`${move.customer} ${move.to} ${move.definition}`)
  })().catch(() => {})
  return {
    seen,
    stop: async () => {
      stopping.abort()
      await reading
      await other.close()
    },
  }
}

describe('a workspace served live, on the embedded stores and real sockets', { timeout: 180_000 }, () => {
  it('takes events in, tells who moves as a stream and by a web hook, and answers at once', async () => {
    const { port } = receiver.address() as AddressInfo
    await server.client.addHook({ url: `http://127.0.0.1:${port}/in`, definitions: ['buyers'] })
    await expect
      .poll(async () => (await server.client.live()).definitions_version, { timeout: 30_000 })
      .toBe(1)
    const { seen, stop } = await follow()
    const sent = await post('/v1/events', {
      events: [buys('anna', 'p1'), buys('bob', 'p2'), { customer: 'x' }],
    })
    expect(sent.status).toBe(200)
    expect(await sent.json()).toMatchObject({ accepted: 2, refused: 1 })
    const now = await server.client.customerNow({ id: 'anna' })
    expect(now).toMatchObject({ features: { spend: '600' }, segments: [{ id: 'buyers' }] })
    await post('/v1/events', { events: [buys('anna', 'p3'), buys('anna', 'p3')] })
    await expect
      .poll(() => seen, { timeout: 20_000 })
      .toEqual(['anna in buyers', 'bob in buyers', 'anna in big_spenders'])
    await expect
      .poll(() => told.flatMap(({ customers }) => customers), { timeout: 20_000 })
      .toEqual(['anna', 'bob'])
    await stop()
  })

  it('counts a batch once, however often it is sent with its key', async () => {
    const batch = { events: [{ customer: 'carl', event: 'purchase', properties: { amount: '1' } }] }
    const first = await (await post('/v1/events', batch, { 'idempotency-key': 'k1' })).json()
    expect(await (await post('/v1/events', batch, { 'idempotency-key': 'k1' })).json()).toEqual(first)
    expect((await server.client.customer({ id: 'carl' })).event_count).toBe(1)
    const other = await post('/v1/events', { events: [buys('carl', 'p9')] }, { 'idempotency-key': 'k1' })
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ error: { code: 'idempotency_key_reused' } })
  })

  it('agrees with the warehouse, customer by customer', async () => {
    expect(await server.client.parity()).toMatchObject({ customers: 3, differences: 0 })
    expect((await server.client.workspace()).events).toBe(4)
  })

  it('is served by one process at a time', async () => {
    const second = openWorkspace(folder, { how: 'serve', patience: 200 })
    await expect(second).rejects.toMatchObject({ code: 'workspace_held' })
    await expect(second).rejects.toThrow(String(process.pid))
  })

  it('goes on after a restart where it was', async () => {
    await server.close()
    const nobody = openWorkspace(folder, { how: 'follow' })
    await expect(nobody).rejects.toMatchObject({ code: 'live_not_running' })
    server = await serve()
    expect((await server.client.customerNow({ id: 'anna' })).segments.map(({ id }) => id)).toEqual([
      'buyers',
      'big_spenders',
    ])
    expect(await (await post('/v1/events', { events: [buys('bob', 'p2')] })).json()).toMatchObject({
      accepted: 0,
      duplicates: 1,
    })
    await post('/v1/events', { events: [buys('dora', 'p4')] })
    await expect.poll(() => told.at(-1)?.customers, { timeout: 20_000 }).toEqual(['dora'])
    const { seen, stop } = await follow()
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(5)
    expect(seen.at(-1)).toBe('dora in buyers')
    await stop()
    expect(await server.client.parity()).toMatchObject({ customers: 4, differences: 0 })
  })

  it('takes no token that could be guessed', async () => {
    const short = openWorkspace(folder, { how: 'serve', lastingToken: 'short' })
    await expect(short).rejects.toMatchObject({ code: 'token_too_short' })
  })

  it('says when the port is taken, and lets the folder go', async () => {
    const taken = (receiver.address() as AddressInfo).port
    await server.close()
    const refused = openWorkspace(folder, { how: 'serve', port: taken })
    await expect(refused).rejects.toMatchObject({ code: 'port_not_usable' })
    const lock = await lockWorkspace(folder)
    lock.release()
    isClosed = true
  })
})
