import type { Hook, HookStore } from '@kindred/engine'
import { MemoryCatalog } from '@kindred/stores/memory'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LiveByHand } from '../testing/live-by-hand.ts'
import type { Post } from './deliver.ts'
import { HookCourier, MOST_TRIES } from './hook-courier.ts'
import { resend } from './resend.ts'
import { sign } from './sign.ts'

const hook: Hook = {
  id: 'h1',
  url: 'https://calls.example/in?key=abc',
  definitions: [],
  moves: 'both',
  secret: 'a secret of the hook',
  createdAt: 0,
  delivered: 0,
}

interface Received {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}

let hand: LiveByHand
let hooks: HookStore
let received: Received[]
let answer: () => number | Error
let couriers: HookCourier[]
beforeEach(() => {
  hand = new LiveByHand()
  hooks = new MemoryCatalog().hooks
  received = []
  answer = () => 204
  couriers = []
})
afterEach(() => Promise.all(couriers.map(courier => courier.stop())))

const post: Post = async (url, { headers, body }) => {
  received.push({ url, headers, body })
  const status = answer()
  if (status instanceof Error) throw status
  return { status, body: null }
}

const failures: unknown[] = []
const ports = () => ({
  hooks,
  post,
  clock: () => 1_780_000_000_500,
  random: () => 0.5,
  firstPause: 0.01,
  told: () => {},
})

async function serve(served: Hook = hook): Promise<HookCourier> {
  if ((await hooks.get(served.id)) === undefined) await hooks.add(served)
  const courier = new HookCourier(served, hand.live, ports(), error => failures.push(error))
  couriers.push(courier)
  return courier
}

const customersTold = () =>
  received.flatMap(({ body }) =>
    JSON.parse(body).transitions.map((move: { customer: string }) => move.customer),
  )

describe('a web hook', () => {
  it('is told every move in order, signed, and its place is kept', async () => {
    hand.move('anna')
    await serve()
    await expect.poll(customersTold).toEqual(['anna'])
    hand.move('č"\u0000👩‍🚀')
    hand.move('bob', 'buyers', 'out')
    await expect.poll(customersTold).toEqual(['anna', 'č"\u0000👩‍🚀', 'bob'])
    await expect.poll(async () => (await hooks.get('h1'))?.delivered).toBe(3)
    for (const { url, headers, body } of received) {
      expect(url).toBe(hook.url)
      expect(headers).toMatchObject(sign(hook.secret, body, 1_780_000_000_500))
      expect(headers['kindred-delivery']).toBe(JSON.parse(body).delivery)
      expect(JSON.stringify([headers, body])).not.toContain(hook.secret)
    }
  })

  it('is told only of what it asked for', async () => {
    await serve({ ...hook, definitions: ['buyers'], moves: 'enter' })
    hand.move('anna', 'big_spenders')
    hand.move('bob', 'buyers', 'out')
    hand.move('carl', 'buyers')
    await expect.poll(customersTold).toEqual(['carl'])
  })

  it('that was never served begins with what happens then', async () => {
    hand.move('before')
    await serve({ ...hook, delivered: undefined })
    await expect.poll(async () => (await hooks.get('h1'))?.delivered).toBe(1)
    hand.move('anna')
    await expect.poll(customersTold).toEqual(['anna'])
  })

  it('that fails is tried again with the same delivery, and in order', async () => {
    let fails = 3
    answer = () => {
      fails -= 1
      return fails < 0 ? 200 : fails === 1 ? new Error('connection reset') : 500
    }
    hand.move('anna')
    const courier = await serve()
    await expect.poll(() => courier.failing?.tries ?? received.length).toBeGreaterThan(0)
    hand.move('bob')
    await expect.poll(async () => (await hooks.get('h1'))?.delivered).toBe(2)
    expect(customersTold()).toEqual(['anna', 'anna', 'anna', 'anna', 'bob'])
    expect(new Set(received.slice(0, 4).map(({ headers }) => headers['kindred-delivery'])).size).toBe(1)
    expect(courier.failing).toBeUndefined()
  })

  it('is never sent where a redirect leads', async () => {
    answer = () => (received.length > 1 ? 200 : 302)
    hand.move('anna')
    await serve()
    await expect.poll(() => received.length).toBe(2)
    expect(new Set(received.map(({ url }) => url))).toEqual(new Set([hook.url]))
  })

  it('that is down holds up no other', async () => {
    const other = { ...hook, id: 'h2', url: 'https://other.example/' }
    answer = () => (received.at(-1)?.url === hook.url ? new Error('down') : 200)
    await serve()
    await serve(other)
    for (const name of ['a', 'b', 'c']) hand.move(name)
    await expect.poll(async () => (await hooks.get('h2'))?.delivered).toBe(3)
  })

  it('after all tries leaves a dead letter and goes on; it can be sent again', async () => {
    answer = () => (received.length <= MOST_TRIES ? 503 : 200)
    hand.move('anna')
    await serve()
    await expect.poll(async () => (await hooks.deadLetters('h1', 9)).length).toBe(1)
    hand.move('bob')
    await expect.poll(async () => (await hooks.get('h1'))?.delivered).toBe(2)
    const [letter] = await hooks.deadLetters('h1', 9)
    expect(letter).toMatchObject({
      tries: MOST_TRIES,
      reason: 'status 503',
      transitions: [{ customer: 'anna' }],
    })

    const { signal } = new AbortController()
    await expect(resend(hook, [4711], ports(), signal)).rejects.toMatchObject({ code: 'dead_letter_unknown' })
    answer = () => 500
    expect(await resend(hook, undefined, ports(), signal)).toEqual({ sent: 0, left: 1, reason: 'status 500' })
    answer = () => 200
    expect(await resend(hook, [letter?.id ?? 0], ports(), signal)).toEqual({ sent: 1, left: 0 })
    expect(received.at(-1)?.headers['kindred-delivery']).toBe(received[0]?.headers['kindred-delivery'])
    expect(await hooks.deadLetters('h1', 9)).toEqual([])
  })

  it('goes on after a restart where it was, and tells again what it is not sure of', async () => {
    for (const name of ['a', 'b']) hand.move(name)
    const first = await serve()
    await expect.poll(async () => (await hooks.get('h1'))?.delivered).toBe(2)
    await first.stop()
    hand.move('c')
    expect(customersTold()).toEqual(['a', 'b'])
    await serve((await hooks.get('h1')) ?? hook)
    await expect.poll(customersTold).toEqual(['a', 'b', 'c'])
  })

  it('that comes too late is told by a dead letter what it missed', async () => {
    for (let i = 0; i < 10; i += 1) hand.move(`c${i}`)
    hand.oldest = 8
    await serve()
    await expect.poll(customersTold).toEqual(['c7', 'c8', 'c9'])
    expect(await hooks.deadLetters('h1', 9)).toMatchObject([
      { tries: 0, transitions: [], reason: 'Transitions after 0 are not kept any more: the oldest is 8.' },
    ])
  })

  it('gets many moves in deliveries of at most a hundred', async () => {
    for (let i = 0; i < 450; i += 1) hand.move(`c${i}`)
    await serve()
    await expect.poll(customersTold).toHaveLength(450)
    expect(customersTold()).toEqual(Array.from({ length: 450 }, (_, i) => `c${i}`))
    expect(received.length).toBeLessThan(10)
    expect(failures).toEqual([])
  })
})
