import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day, noon, openShop, type Shop } from '../testing/shop.ts'

const guide = readFileSync(resolve(import.meta.dirname, '../../../../docs/guide/live.md'), 'utf8')
const rules = /## Five rules[\s\S]*?```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''
const events = `
timezone: Europe/Prague
events:
  call: { properties: { topic: text } }
  purchase: { properties: { amount: money } }
  complaint: { properties: { topic: text } }
`
/** The bodies of the guide, in their order: what is sent to `events` and `customers`. */
const sent = [...guide.matchAll(/^send (events|customers) +'(.*)'$/gm)].map(([, to, body = '']) => ({
  to,
  body: JSON.parse(body),
}))

let shop: Shop
let now = noon
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  const files = [{ name: 'shop.yaml', text: events + rules }]
  expect(await shop.client.apply({ files, complete: true })).toMatchObject({ stored: true })
  await shop.startLive()
})
afterAll(() => shop.close())

function later(millis: number): void {
  now += millis
  shop.setNow(now)
}

async function send(index: number): Promise<void> {
  later(1_000)
  const { to, body } = sent[index] ?? { to: '', body: {} }
  const { accepted } =
    to === 'events' ? await shop.client.sendEvents(body) : await shop.client.sendCustomers(body)
  expect(accepted).toBe(1)
}

const standing = async () => (await shop.client.customerNow({ id: 'T1' })).segments.map(({ id }) => id)

test('the five rules of the guide hold one after another, and let go by the clock', async () => {
  expect(sent).toHaveLength(5)
  await send(0)
  expect(await standing()).toEqual(['on_the_phone'])
  await send(1)
  expect(await standing()).toEqual(['on_the_phone', 'quiet_90d'])
  await send(2)
  expect(await standing()).toEqual(['on_the_phone', 'quiet_90d', 'likely_to_go'])
  await send(3)
  expect(await standing()).toEqual(['on_the_phone', 'quiet_90d', 'likely_to_buy'])
  await send(4)
  expect(await standing()).toEqual(['on_the_phone', 'quiet_90d', 'likely_to_buy', 'complained'])

  const called = noon + 1_000
  shop.setNow(called + 30 * 60_000 - 1)
  expect(await standing()).toContain('on_the_phone')
  shop.setNow(called + 30 * 60_000)
  expect(await standing()).toEqual(['quiet_90d', 'likely_to_buy', 'complained'])
  shop.setNow(now + 14 * day)
  expect(await standing()).toEqual(['quiet_90d', 'likely_to_buy'])
})

test('each move is told with what brought it', async () => {
  const { transitions } = await shop.client.transitions({ limit: 6 })
  const told = transitions.filter(({ cause }) => cause === 'data')
  expect(told.map(({ definition, to, late }) => [definition, to, late ?? false])).toEqual([
    ['on_the_phone', 'in', false],
    ['quiet_90d', 'in', true],
    ['likely_to_go', 'in', false],
    ['likely_to_go', 'out', false],
    ['likely_to_buy', 'in', false],
    ['complained', 'in', false],
  ])
})
