import { tmpdir } from 'node:os'
import { EngineError, type IngestItem, type IngestOutcome, type Live } from '@kindred/engine'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LiveByHand } from '../testing/live-by-hand.ts'
import { openShop, type Shop } from '../testing/shop.ts'

const taken: { items: readonly IngestItem[]; key: string | undefined }[] = []
let answers: (item: IngestItem) => IngestOutcome
const accept = (item: IngestItem): IngestOutcome => ({
  outcome: 'accepted',
  id: item.kind === 'event' ? (item.id ?? 'made up') : item.customer,
})

const ingest: Live['ingest'] = async (items, key) => {
  taken.push({ items, key })
  return items.map(answers)
}
// As little of a program as reading an instant takes: the definitions' version, whose clocks are Prague's.
const program: Live['program'] = () => ({
  version: 1,
  program: { features: [], segments: [], segmentations: [] } as unknown as ReturnType<
    Live['program']
  >['program'],
})

let shop: Shop
beforeAll(async () => {
  const hand = new LiveByHand()
  shop = await openShop({ uploads: tmpdir(), openLive: async () => hand.opened({ ingest, program }) })
  await shop.startLive()
})
afterAll(() => shop.close())
beforeEach(() => {
  taken.length = 0
  answers = accept
})

async function post(url: string, payload: unknown, headers: Record<string, string> = {}) {
  const response = await shop.app.inject({
    method: 'POST',
    url,
    headers: { authorization: shop.authorization, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}

describe('events sent', () => {
  it('are handed on as they came, with instants read on the clocks of the workspace', async () => {
    const events = [
      { customer: 'anna', event: 'purchase', id: 'p9', properties: { amount: '19.90' } },
      { customer: 'č/👩‍🚀\u0000', event: 'purchase', at: '2026-06-01T12:00:00' },
      { customer: 'bob', event: 'purchase', at: '2026-06-01T12:00:00Z' },
    ]
    const { status, body } = await post('/v1/events', { events })
    expect(status).toBe(200)
    expect(body).toEqual({
      accepted: 3,
      duplicates: 0,
      refused: 0,
      outcomes: [
        { index: 0, outcome: 'accepted', id: 'p9' },
        { index: 1, outcome: 'accepted', id: 'made up' },
        { index: 2, outcome: 'accepted', id: 'made up' },
      ],
    })
    expect(taken).toEqual([
      {
        key: undefined,
        items: [
          {
            kind: 'event',
            id: 'p9',
            customer: 'anna',
            event: 'purchase',
            properties: { amount: '19.90' },
          },
          {
            kind: 'event',
            customer: 'č/👩‍🚀\u0000',
            event: 'purchase',
            at: Date.UTC(2026, 5, 1, 10),
            properties: {},
          },
          { kind: 'event', customer: 'bob', event: 'purchase', at: Date.UTC(2026, 5, 1, 12), properties: {} },
        ],
      },
    ])
  })

  it('that are wrong are each refused by their place, and the others go on', async () => {
    answers = item =>
      item.customer === 'bob'
        ? { outcome: 'refused', code: 'event_unknown', says: 'No such event.', remedy: 'Declare it.' }
        : { outcome: 'duplicate', id: 'p1' }
    const events = [
      'anna',
      { customer: 'anna', event: 'purchase' },
      { customer: '', event: 7, properties: [], color: 'red' },
      { customer: 'bob', event: 'purchse' },
      { customer: 'anna', event: 'purchase', at: 'yesterday' },
      null,
    ]
    const { status, body } = await post('/v1/events', { events })
    expect(status).toBe(200)
    expect(body).toMatchObject({ accepted: 0, duplicates: 1, refused: 5 })
    expect(body.outcomes.map((each: { index: number }) => each.index)).toEqual([0, 1, 2, 3, 4, 5])
    expect(body.outcomes.map((each: { code?: string }) => each.code)).toEqual([
      'item_invalid',
      undefined,
      'item_invalid',
      'event_unknown',
      'instant_not_understood',
      'item_invalid',
    ])
    for (const part of ["'customer'", "'event'", "'properties'", 'members beside']) {
      expect(body.outcomes[2].says).toContain(part)
    }
    expect(taken[0]?.items).toHaveLength(2)
  })

  it('are refused whole only where the body is of no use at all', async () => {
    const item = { customer: 'anna', event: 'purchase' }
    const many = Array.from({ length: 1001 }, () => item)
    for (const body of [
      [item],
      item,
      { events: [] },
      { events: item },
      { events: [item], a: 1 },
      { events: many },
    ]) {
      const answer = await post('/v1/events', body)
      expect([answer.status, answer.body.error.code]).toEqual([400, 'batch_invalid'])
      expect(answer.body.error.remedy).toContain('{"events": [ … ]}')
    }
    expect((await post('/v1/events', '{"events": [')).body.error.code).toBe('request_invalid')
    expect(taken).toEqual([])
  })

  it('come with an idempotency key, which has to be a plain one', async () => {
    const body = { events: [{ customer: 'anna', event: 'purchase' }] }
    await post('/v1/events', body, { 'idempotency-key': 'batch 7' })
    expect(taken[0]?.key).toBe('batch 7')
    const refused = await post('/v1/events', body, { 'idempotency-key': 'x'.repeat(201) })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'idempotency_key_invalid'])
    await shop.client.sendEvents(body, { key: 'of the client' })
    expect(taken.at(-1)?.key).toBe('of the client')
  })

  it('are told when to come again while nothing more can be taken in', async () => {
    answers = () => {
      throw new EngineError('live_busy', { seconds: 3, what: 'the outbox is full' })
    }
    const { status, headers, body } = await post('/v1/events', {
      events: [{ customer: 'anna', event: 'purchase' }],
    })
    expect([status, headers['retry-after'], body.error.code]).toEqual([429, '3', 'live_busy'])
  })
})

describe('customers sent', () => {
  it('are handed on; null makes an attribute unknown', async () => {
    const customers = [{ id: 'anna', since: '2026-05-01', attributes: { country: 'CZ', job: null } }]
    const { body } = await post('/v1/customers', { customers })
    expect(body).toMatchObject({ accepted: 1, outcomes: [{ index: 0, outcome: 'accepted', id: 'anna' }] })
    expect(taken[0]?.items).toEqual([
      {
        kind: 'customer',
        customer: 'anna',
        since: Date.UTC(2026, 3, 30, 22),
        attributes: { country: 'CZ', job: null },
      },
    ])
    expect((await post('/v1/customers', { customers: [{ id: 'anna' }] })).body.outcomes[0].says).toContain(
      "'attributes' is missing",
    )
  })
})

describe('without the live half', () => {
  it('every route that needs it says how to start it', async () => {
    const batch = await openShop({ uploads: tmpdir() })
    const event = { customer: 'anna', event: 'purchase' }
    const { client } = batch
    for (const asked of [
      () => client.sendEvents({ events: [event] }),
      () => client.sendCustomers({ customers: [{ id: 'anna', attributes: {} }] }),
      () => client.customerNow({ id: 'anna' }),
      () => client.transitions(),
      () => client.transitionStream(),
      () => client.live(),
      () => client.parity(),
      () => client.merges(),
    ]) {
      await expect(asked()).rejects.toMatchObject({ status: 503, code: 'live_not_running' })
    }
    await batch.close()
  })
})
