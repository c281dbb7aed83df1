import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { openShop, type Shop, shopFile } from '../testing/shop.ts'

let shop: Shop
const people = new Map<string, Browser>()
const password = 'four words that differ'

beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  for (const [name, role, teams] of [
    ['sally', 'marketer', ['sales']],
    ['mark', 'marketer', []],
    ['ada', 'admin', []],
  ] as const) {
    const email = `${name}@shop.example`
    await shop.client.addUser({ name, email, role, teams: [...teams], password })
    const browser = new Browser(shop.app)
    await browser.post('/v1/session', { email, password })
    people.set(name, browser)
  }
})
afterAll(() => shop.close())

async function applied(who: string, from: string, to: string) {
  const text = current.replace(from, to)
  const files = [{ name: shopFile.name, text }]
  const answer = await people.get(who)?.post('/v1/definitions/apply', { files, complete: true })
  if (answer?.status === 200) current = text
  return answer?.json.error?.code ?? answer?.json.stored
}
let current = shopFile.text

describe("a segment's owner", () => {
  it('changes it, through one of her teams', async () => {
    expect(
      await applied('sally', 'did(purchase, 30d)", name: Buyers', 'did(purchase, 40d)", name: Buyers'),
    ).toBe(true)
  })

  it('is the only one who does, but for an admin', async () => {
    const change = ['did(purchase, 40d)", name: Buyers', 'did(purchase, 50d)", name: Buyers'] as const
    expect(await applied('mark', ...change)).toBe('not_owner')
    expect(await applied('ada', ...change)).toBe(true)
  })

  it('is named, with everything that is hers, to those who are refused; nothing was stored', async () => {
    const before = await shop.client.definitions()
    const files = [{ name: shopFile.name, text: 'workspace: shop\ntimezone: Europe/Prague\ncurrency: EUR\n' }]
    const refused = await people.get('mark')?.post('/v1/definitions/apply', { files, complete: true })
    expect(refused?.status).toBe(403)
    expect(refused?.json.error.says).toContain("the segment 'buyers' (owner: 'sales')")
    expect((await shop.client.definitions()).version).toBe(before.version)
  })

  it('gives it away herself: nobody makes himself the owner', async () => {
    expect(await applied('mark', 'owner: sales', 'owner: mark')).toBe('not_owner')
    expect(await applied('sally', 'owner: sales', 'owner: mark')).toBe(true)
    expect(await applied('sally', 'labels: [core]', 'labels: [other]')).toBe('not_owner')
    expect(await applied('mark', 'labels: [core]', 'labels: [other]')).toBe(true)
  })

  it('holds nobody back from what is not hers, nor from what hers stands on', async () => {
    expect(await applied('sally', 'spend >= 1000', 'spend >= 900')).toBe(true)
    expect(await applied('sally', 'label: Spend', 'label: Money spent')).toBe(true)
  })
})
