import { tmpdir } from 'node:os'
import { createClient } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
import { openShop, type Shop } from '../testing/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.client.refresh()
})
afterAll(() => shop.close())

const about = async (target: string) => (await shop.client.audit({ target })).entries

describe('the audit log', () => {
  it('has every change, with who, what and how it ended', async () => {
    const { entries } = await shop.client.audit({ what: 'apply' })
    expect(entries).toMatchObject([
      { number: 1, actor: { kind: 'owner', name: 'test' }, action: 'apply', outcome: 'done', count: 1 },
    ])
    await expect(shop.client.apply({ files: [], expected: 99 })).rejects.toMatchObject({ status: 409 })
    expect((await shop.client.audit({ what: 'apply', limit: 1 })).entries[0]).toMatchObject({
      outcome: 'refused',
      code: 'definitions_moved',
    })
  })

  it('has every look at a person, by a pseudonym that her id finds', async () => {
    await shop.client.customer({ id: 'anna' })
    await shop.client.explain({ id: 'anna', definition: 'buyers' })
    await expect(shop.client.customer({ id: 'nobody at all' })).rejects.toMatchObject({ status: 404 })
    expect((await about('customer:anna')).map(({ action }) => action)).toEqual(['explain', 'customer'])
    expect(await about('customer:nobody at all')).toMatchObject([{ outcome: 'refused' }])
    const [found] = await about('customer:anna')
    const pseudonym = found?.targets.find(each => each.startsWith('customer:')) ?? ''
    expect(pseudonym).toMatch(/^customer:~[0-9a-f]{16}$/)
    expect((await about(pseudonym)).length).toBe(2)
    const text = JSON.stringify((await shop.client.audit()).entries)
    expect(text).not.toContain('anna')
    expect(text).not.toContain('nobody at all')
  })

  it('has lists and files of people', async () => {
    await shop.client.segmentMembers({ id: 'buyers' })
    const { content } = await shop.client.exportSegment({ id: 'buyers', format: 'csv' })
    let bytes = 0
    for await (const chunk of content) bytes += chunk.length
    expect(bytes).toBeGreaterThan(0)
    expect((await about('definition:buyers')).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['segmentMembers', 'exportSegment', 'explain']),
    )
  })

  it('has who was turned away, counted', async () => {
    const { secret } = await shop.client.addKey({ name: 'Calls', role: 'agent' })
    const client = createClient({ fetch: inProcessFetch(shop.app), baseUrl: IN_PROCESS, token: secret })
    for (let tries = 0; tries < 3; tries += 1)
      await expect(client.segmentMembers({ id: 'buyers' })).rejects.toMatchObject({ status: 403 })
    const { entries } = await shop.client.audit({ who: 'Calls' })
    expect(entries).toMatchObject([
      { action: 'segmentMembers', outcome: 'refused', code: 'permission_missing', count: 3 },
    ])
  })

  it('counts what programs ask many times a second', async () => {
    await shop.startLive()
    for (let calls = 0; calls < 5; calls += 1) await shop.client.customerNow({ id: 'anna' })
    await shop.client.sendEvents({ events: [{ customer: 'anna', event: 'purchase' }] })
    const { entries } = await shop.client.audit({ limit: 2 })
    expect(entries.map(({ action, count }) => [action, count])).toEqual([
      ['sendEvents', 1],
      ['customerNow', 5],
    ])
  })

  it('is read page by page, and is sound', async () => {
    const numbers: number[] = []
    let before: number | null | undefined
    do {
      const page = await shop.client.audit({ limit: 4, ...(before ? { before } : {}) })
      numbers.push(...page.entries.map(({ number }) => number))
      before = page.next
    } while (before !== null)
    expect(numbers).toEqual(Array.from(numbers, (_, index) => numbers.length - index))
    expect(await shop.client.auditCheck()).toMatchObject({
      sound: true,
      entries: numbers.length,
      newest: { number: numbers.length, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
  })
})
