import { tmpdir } from 'node:os'
import type { Client } from '@kindred/api'
import { createClient } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
import { noon, openShop, type Shop } from '../testing/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.client.refresh()
})
afterAll(() => shop.close())

function clientWith(token: string): Client {
  return createClient({ fetch: inProcessFetch(shop.app), baseUrl: IN_PROCESS, token })
}

describe('an API key', () => {
  it('shows its secret once, and is known by how it begins', async () => {
    const { secret, ...key } = await shop.client.addKey({ name: 'CRM', role: 'analyst' })
    expect(secret).toMatch(/^kindred_[\w-]{43}$/)
    expect(key).toMatchObject({ name: 'CRM', state: 'active', created_by: 'test', per_minute: 6000 })
    expect(secret.startsWith(key.prefix)).toBe(true)
    expect(JSON.stringify(await shop.client.keys())).not.toContain(secret)
  })

  it('may do what its role may, and is nobody', async () => {
    const { secret } = await shop.client.addKey({ name: 'Calls', role: 'agent' })
    const client = clientWith(secret)
    expect((await client.customer({ id: 'anna' })).id).toBe('anna')
    expect(await client.session()).toMatchObject({ user: null, setup: true })
    await expect(client.segmentMembers({ id: 'buyers' })).rejects.toMatchObject({
      status: 403,
      code: 'permission_missing',
    })
  })

  it('is nothing when a character of it is wrong, when it is revoked, and when it has expired', async () => {
    const made = await shop.client.addKey({ name: 'Short', role: 'agent', expires_at: '2026-06-01T13:00:00' })
    const client = clientWith(made.secret)
    expect((await client.workspace()).workspace).toBe('shop')
    await expect(clientWith(`${made.secret}x`).workspace()).rejects.toMatchObject({ status: 401 })
    shop.setNow(noon + 3_600_001)
    await expect(client.workspace()).rejects.toMatchObject({ status: 401 })
    shop.setNow(noon)
    expect((await client.workspace()).workspace).toBe('shop')
    expect(await shop.client.revokeKey({ id: made.id })).toMatchObject({ state: 'revoked' })
    await expect(client.workspace()).rejects.toMatchObject({ status: 401, code: 'token_wrong' })
    await expect(shop.client.revokeKey({ id: 'none' })).rejects.toMatchObject({ code: 'key_unknown' })
  })

  it('can be for some routes only', async () => {
    const { secret } = await shop.client.addKey({ name: 'List', role: 'analyst', routes: ['segments'] })
    expect((await clientWith(secret).segments()).segments).toHaveLength(2)
    await expect(clientWith(secret).segmentMembers({ id: 'buyers' })).rejects.toMatchObject({
      code: 'key_not_for_this',
    })
    const typo = shop.client.addKey({ name: 'x', role: 'analyst', routes: ['segmnts'] })
    await expect(typo).rejects.toMatchObject({ code: 'route_name_unknown', message: /segments/ })
  })

  it('can be for some segments only: then whatever is not about one of them is not for it', async () => {
    const { secret } = await shop.client.addKey({ name: 'Mail', role: 'analyst', definitions: ['buyers'] })
    const client = clientWith(secret)
    expect((await client.segmentMembers({ id: 'buyers' })).total).toBe(2)
    expect((await client.explain({ id: 'anna', definition: 'buyers' })).explanations).toHaveLength(1)
    const others = [
      client.segmentMembers({ id: 'big_spenders' }),
      client.explain({ id: 'anna' }),
      client.customer({ id: 'anna' }),
      client.segments(),
      client.transitions({ definitions: ['buyers', 'big_spenders'] }),
    ]
    for (const other of others) await expect(other).rejects.toMatchObject({ code: 'key_not_for_this' })
    const unknown = shop.client.addKey({ name: 'x', role: 'analyst', definitions: ['nothing'] })
    await expect(unknown).rejects.toMatchObject({ code: 'definition_unknown' })
  })

  it('asks no more often than it may: then it is told when to come again', async () => {
    const { secret } = await shop.client.addKey({ name: 'Busy', role: 'analyst', per_minute: 3 })
    const client = clientWith(secret)
    for (let calls = 0; calls < 3; calls += 1) await client.workspace()
    await expect(client.workspace()).rejects.toMatchObject({ status: 429, code: 'rate_limited' })
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await shop.app.inject({ url: '/v1/workspace', headers })
    expect(answer.headers['retry-after']).toBe('20')
    shop.setNow(noon + 20_000)
    expect((await client.workspace()).workspace).toBe('shop')
    shop.setNow(noon)
  })

  it('names no file of this machine', async () => {
    const { secret } = await shop.client.addKey({ name: 'Load', role: 'marketer' })
    const imported = clientWith(secret).import({ kind: 'customers', path: '/etc/passwd', dry_run: true })
    await expect(imported).rejects.toMatchObject({ code: 'path_not_allowed' })
  })

  it('stores in its own name, whatever it says', async () => {
    const { secret } = await shop.client.addKey({ name: 'CI', role: 'marketer' })
    const text = 'segments: { also: "did(purchase, 60d)" }'
    await clientWith(secret).apply({ files: [{ name: 'also.yaml', text }], author: 'anna' })
    expect((await shop.client.definitions()).author).toBe('key CI')
  })
})
