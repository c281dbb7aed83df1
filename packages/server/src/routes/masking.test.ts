import { tmpdir } from 'node:os'
import { type Client, createClient, type Role } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
import { openShop, type Shop, shopFile } from '../testing/shop.ts'

let shop: Shop
const clients = new Map<Role, Client>()
const text = shopFile.text
  .replace(
    'country: {',
    'email: { type: text, personal: true }\n  born: { type: date, personal: true }\n  country: {',
  )
  .replace('category: text', 'category: { type: text, personal: true }')
  .replace('features:', 'features:\n  age: "days_since(born) / 365"\n  favourite: last(purchase.category)')
  .replace('segments:', 'segments:\n  grown: age >= 18')

beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.client.apply({ files: [{ name: shopFile.name, text }], complete: true })
  await shop.startLive()
  const attributes = { email: 'anna@home.example', born: '1990-01-02', country: 'CZ' }
  await shop.client.sendCustomers({ customers: [{ id: 'anna', attributes }] })
  const properties = { amount: '12', category: 'secret hobby' }
  await shop.client.sendEvents({ events: [{ customer: 'anna', event: 'purchase', properties }] })
  await vi.waitUntil(async () => (await shop.client.live()).outbox.depth === 0, { timeout: 10_000 })
  await shop.client.refresh()
  for (const role of ['admin', 'agent', 'analyst', 'marketer', 'decide'] as const) {
    const { secret } = await shop.client.addKey({ name: role, role })
    clients.set(role, createClient({ fetch: inProcessFetch(shop.app), baseUrl: IN_PROCESS, token: secret }))
  }
})
afterAll(() => shop.close())

const as = (role: Role): Client => clients.get(role) ?? shop.client
const secrets = ['anna@home.example', '1990', '36.', 'secret hobby']
function expectMasked(answer: unknown): void {
  for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret)
}
async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('what is marked as personal, and what reads it', () => {
  it('is seen by who talks with the customer', async () => {
    for (const role of ['admin', 'agent'] as const) {
      const answer = await as(role).customer({ id: 'anna' })
      expect(JSON.stringify(answer)).toContain('anna@home.example')
      expect(JSON.stringify(answer)).toContain('secret hobby')
      expect(JSON.stringify(answer)).not.toContain('"masked"')
    }
  })

  it('is masked on the page of a customer for all others: attributes, features, properties, reasons', async () => {
    for (const role of ['analyst', 'marketer'] as const) {
      const answer = await as(role).customer({ id: 'anna' })
      expectMasked(answer)
      const masked = [...answer.attributes, ...answer.features].filter(each => each.masked === true)
      expect(masked.map(({ name }) => name).sort()).toEqual(['age', 'born', 'email', 'favourite'])
      expect(answer.attributes.find(({ name }) => name === 'country')?.value).toBe('CZ')
      expect(answer.segments.find(({ id }) => id === 'grown')?.in_words).toContain('personal')
      expect(answer.segments.find(({ id }) => id === 'buyers')?.in_words).not.toContain('personal')
    }
  })

  it('is masked in explanations: whether she is in it is said, why not', async () => {
    const { explanations } = await as('analyst').explain({ id: 'anna' })
    expectMasked(explanations)
    expect(explanations.find(({ id }) => id === 'grown')).toMatchObject({ member: true, reason: [] })
    expect(explanations.find(({ id }) => id === 'buyers')?.reason.length).toBeGreaterThan(0)
    expect(JSON.stringify(await as('agent').explain({ id: 'anna', definition: 'grown' }))).toContain('36.')
  })

  it('is masked in what programs read of one customer', async () => {
    expectMasked(await as('decide').customerNow({ id: 'anna' }))
    expect((await as('decide').customerNow({ id: 'anna' })).features).toMatchObject({
      age: null,
      favourite: null,
      spend: expect.any(String),
    })
    expect((await as('agent').customerNow({ id: 'anna' })).features.favourite).toBe('secret hobby')
  })

  it('is masked in lists and files', async () => {
    const columns = ['email', 'age', 'country']
    const page = await as('analyst').segmentMembers({ id: 'buyers', columns })
    expectMasked(page)
    expect(page.columns.map(({ masked }) => masked)).toEqual([true, true, undefined])
    expect(page.members[0]?.values).toEqual({ email: null, age: null, country: 'CZ' })
    for (const format of ['csv', 'ndjson', 'parquet'] as const) {
      const asked = { id: 'buyers', columns, format }
      expectMasked(await textOf((await as('analyst').exportSegment(asked)).content))
      expect(await textOf((await shop.client.exportSegment(asked)).content)).toContain('anna@home.example')
    }
  })

  it('is nothing to sort by for those who do not see it: an order tells it, too', async () => {
    for (const sort of ['email', 'age:desc']) {
      const asked = { id: 'buyers', sort }
      for (const role of ['analyst', 'marketer'] as const) {
        await expect(as(role).segmentMembers(asked)).rejects.toMatchObject({
          status: 403,
          code: 'column_masked',
          message: expect.stringContaining(`'${sort.split(':')[0]}'`),
        })
      }
      expect((await as('admin').segmentMembers(asked)).members).toHaveLength(2)
    }
    expect((await as('analyst').segmentMembers({ id: 'buyers', sort: 'country' })).members).toHaveLength(2)
    await expect(
      as('analyst').classMembers({ id: 'lifecycle', class: 'active', sort: 'born' }),
    ).rejects.toMatchObject({ code: 'column_masked' })
  })

  it('is masked in what a change would do', async () => {
    const files = [{ name: shopFile.name, text: text.replace('age >= 18', 'age >= 40') }]
    const plan = await as('marketer').plan({ files, complete: true })
    expect(plan.effects[0]).toMatchObject({
      id: 'grown',
      leaving: 1,
      leaving_examples: [{ customer: 'anna' }],
    })
    expectMasked(plan.effects)
    expect(JSON.stringify((await shop.client.plan({ files, complete: true })).effects)).toContain('36.')
  })
})
