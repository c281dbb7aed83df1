import { tmpdir } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Post } from '../hooks/deliver.ts'
import { LiveByHand } from '../testing/live-by-hand.ts'
import { openShop, type Shop } from '../testing/shop.ts'

let hand: LiveByHand
let shop: Shop
let bodies: string[]
let status = 200
beforeEach(async () => {
  hand = new LiveByHand()
  bodies = []
  status = 200
  const post: Post = async (_, { body }) => {
    bodies.push(body)
    return { status, body: null }
  }
  const courier = { post, random: () => 0, firstPause: 0 }
  shop = await openShop({ uploads: tmpdir(), openLive: async () => hand.opened(), courier })
})
afterEach(() => shop.close())

const url = 'https://calls.example/in'

describe('web hooks', () => {
  it('begin with what happens after they were made; the secret is told once', async () => {
    await shop.startLive()
    hand.move('before')
    const { secret, ...made } = await shop.client.addHook({ url, definitions: ['buyers'], moves: 'enter' })
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(made).toMatchObject({
      url,
      definitions: ['buyers'],
      moves: 'enter',
      delivered: 1,
      dead_letters: 0,
    })
    hand.move('anna')
    await expect.poll(() => bodies.length).toBe(1)
    expect(JSON.parse(bodies[0] ?? '').transitions).toMatchObject([{ id: 2, customer: 'anna', to: 'in' }])
    await expect.poll(async () => (await shop.client.hooks()).hooks[0]?.delivered).toBe(2)
    expect(JSON.stringify(await shop.client.hooks())).not.toContain(secret)
  })

  it('made before the workspace is live are served once it is', async () => {
    const { id } = await shop.client.addHook({ url })
    hand.move('before')
    await shop.startLive()
    await expect.poll(async () => (await shop.client.hooks()).hooks[0]?.delivered).toBe(1)
    hand.move('anna')
    await expect.poll(() => bodies.length).toBe(1)
    expect(await shop.client.removeHook({ id })).toEqual({ id })
    hand.move('bob')
    expect((await shop.client.hooks()).hooks).toEqual([])
    expect(hand.listeners).toBe(0)
  })

  it('say what is wrong, keep what could not be delivered, and send it again', async () => {
    await shop.startLive()
    status = 500
    const { id } = await shop.client.addHook({ url })
    hand.move('anna')
    await expect.poll(async () => (await shop.client.hooks()).hooks[0]?.dead_letters).toBe(1)
    expect((await shop.client.hooks()).hooks[0]?.failing).toEqual({ tries: 8, reason: 'status 500' })
    const { dead_letters: letters } = await shop.client.deadLetters({ id })
    expect(letters).toMatchObject([{ tries: 8, transitions: [{ customer: 'anna' }] }])
    expect(await shop.client.resendDeadLetters({ id })).toEqual({ sent: 0, left: 1, reason: 'status 500' })
    status = 204
    expect(await shop.client.resendDeadLetters({ id })).toEqual({ sent: 1, left: 0 })
    expect((await shop.client.deadLetters({ id })).dead_letters).toEqual([])
  })

  it('are refused with an address that cannot be used, which is not repeated', async () => {
    for (const bad of [
      'calls',
      'ftp://calls.example/',
      'file:///etc/passwd',
      'https://user:geheim@calls.example/',
    ]) {
      const refused = shop.client.addHook({ url: bad })
      await expect(refused).rejects.toMatchObject({ status: 400, code: 'hook_url_invalid' })
      await expect(refused).rejects.not.toThrow('geheim')
    }
    await expect(shop.client.addHook({ url, definitions: ['buyrs'] })).rejects.toMatchObject({
      code: 'definition_unknown',
    })
    for (const asked of [
      () => shop.client.removeHook({ id: 'x' }),
      () => shop.client.deadLetters({ id: 'x' }),
      () => shop.client.resendDeadLetters({ id: 'x' }),
    ]) {
      await expect(asked()).rejects.toMatchObject({ status: 404, code: 'hook_unknown' })
    }
  })
})
