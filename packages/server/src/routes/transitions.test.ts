import { tmpdir } from 'node:os'
import type { WireTransition } from '@kindred/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiveByHand } from '../testing/live-by-hand.ts'
import { openShop, type Shop } from '../testing/shop.ts'

let hand: LiveByHand
let shop: Shop
beforeEach(async () => {
  hand = new LiveByHand()
  shop = await openShop({ uploads: tmpdir(), openLive: async () => hand.opened() })
  await shop.startLive()
})
afterEach(() => shop.close())

/** The next moves of a stream, up to a number of them. */
async function take(stream: AsyncIterable<WireTransition>, count: number): Promise<WireTransition[]> {
  const taken: WireTransition[] = []
  if (count === 0) return taken
  for await (const move of stream) {
    taken.push(move)
    if (taken.length === count) break
  }
  return taken
}

describe('transitions, a page at a time', () => {
  it('are all given once, in order, whatever the length of a page', async () => {
    for (let i = 0; i < 25; i += 1) hand.move(`c${i}`, i % 2 === 0 ? 'buyers' : 'big_spenders')
    const seen: string[] = []
    let after: number | undefined
    for (;;) {
      const page = await shop.client.transitions({ limit: 7, ...(after === undefined ? {} : { after }) })
      seen.push(...page.transitions.map(({ customer }) => customer))
      if (page.next === after) break
      after = page.next
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `c${i}`))
  })

  it('of some definitions pass the others over for good', async () => {
    for (let i = 0; i < 6; i += 1) hand.move(`c${i}`, i === 1 ? 'big_spenders' : 'buyers')
    const page = await shop.client.transitions({ definitions: ['big_spenders'] })
    expect(page.transitions.map(({ customer }) => customer)).toEqual(['c1'])
    expect(page).toMatchObject({ next: 6, oldest: 1, newest: 6 })
    await expect(shop.client.transitions({ definitions: ['buyrs'] })).rejects.toMatchObject({
      status: 404,
      code: 'definition_unknown',
      remedy: "Write 'buyers'.",
    })
  })

  it('that are not kept any more are told by name', async () => {
    for (let i = 0; i < 6; i += 1) hand.move(`c${i}`)
    hand.oldest = 4
    await expect(shop.client.transitions({ after: 2 })).rejects.toMatchObject({
      status: 410,
      code: 'transitions_gone',
      details: { after: 2, oldest: 4 },
    })
    await expect(shop.client.transitions({ after: 7 })).rejects.toMatchObject({
      status: 409,
      code: 'transition_to_come',
      details: { after: 7, newest: 6 },
    })
    expect((await shop.client.transitions({ after: 3 })).transitions).toHaveLength(3)
    expect((await shop.client.transitions()).transitions).toHaveLength(3)
  })
})

describe.each(['in the same process', 'over a socket'])('transitions as they happen, %s', way => {
  const client = () => (way === 'over a socket' ? shop.remote() : Promise.resolve(shop.client))

  it('come from now on, and from where a reader left off', async () => {
    hand.move('before')
    const asked = await client()
    const stream = await asked.transitionStream()
    const first = take(stream, 2)
    await expect.poll(() => hand.listeners).toBe(1)
    hand.move('anna')
    hand.move('bob', 'big_spenders', 'out')
    expect((await first).map(({ id, customer, to }) => [id, customer, to])).toEqual([
      [2, 'anna', 'in'],
      [3, 'bob', 'out'],
    ])
    // Whoever stops reading is forgotten.
    await expect.poll(() => hand.listeners).toBe(0)
    const resumed = await take(await asked.transitionStream({ after: 2 }), 1)
    expect(resumed.map(({ customer }) => customer)).toEqual(['bob'])
  })

  it('of some definitions only', async () => {
    hand.move('anna')
    for (let i = 0; i < 600; i += 1) hand.move(`c${i}`)
    hand.move('bob', 'big_spenders')
    const stream = await (await client()).transitionStream({ after: 0, definitions: ['big_spenders'] })
    expect((await take(stream, 1)).map(({ customer }) => customer)).toEqual(['bob'])
  })

  it('end with a refusal when a slow reader is overtaken by what is dropped', async () => {
    for (let i = 0; i < 300; i += 1) hand.move(`c${i}`)
    const stream = await (await client()).transitionStream({ after: 0 })
    const seen: number[] = []
    const reading = (async () => {
      for await (const { id } of stream) {
        seen.push(id)
        if (id === 1) {
          for (let i = 300; i < 2_000; i += 1) hand.move(`${'x'.repeat(500)}${i}`)
          hand.oldest = 1_990
        }
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'transitions_gone' })
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => i + 1))
  })

  it('end when the server stops', async () => {
    const stream = await (await client()).transitionStream()
    const reading = take(stream, 1)
    await expect.poll(() => hand.listeners).toBe(1)
    await shop.close()
    expect(await reading).toEqual([])
  })
})

describe('the lines of the stream', () => {
  it('carry ids to come back to, in the header that browsers send', async () => {
    for (const name of ['a', 'b', 'c']) hand.move(name)
    const baseUrl = await shop.app.listen({ host: '127.0.0.1', port: 0 })
    const headers = { authorization: shop.authorization, 'last-event-id': '2' }
    const response = await fetch(`${baseUrl}/v1/transitions/stream`, { headers })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk)
      if (text.includes('data:')) break
    }
    expect(text).toMatch(/^retry: \d+\n\n/)
    expect(text).toContain('id: 3\ndata: {"id":3,')
    const refused = await fetch(`${baseUrl}/v1/transitions/stream`, {
      headers: { ...headers, 'last-event-id': 'x' },
    })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ error: { code: 'last_event_id_invalid' } })
  })
})
