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

describe('what somebody proposes', () => {
  const change = (text: string) => [{ name: 'console:buyers', text }]
  const buyers = (days: number, owner = 'mark') =>
    change(JSON.stringify({ segments: { buyers: { when: `did(purchase, ${days}d)`, owner } } }))
  const propose = async (who: string, days: number) =>
    (await people.get(who)?.post('/v1/proposals', { files: buyers(days), reason: 'they come less often' }))
      ?.json
  const decide = async (who: string, id: string, how: 'accept' | 'refuse') =>
    (await people.get(who)?.post(`/v1/proposals/${id}/${how}`, {}))?.json

  it('is seen by its owner, who makes it so; nobody else can', async () => {
    const { proposal } = await propose('sally', 60)
    expect(proposal).toMatchObject({
      ...{ author: 'sally@shop.example', state: 'open', decides: false },
      definitions: [{ definition: { kind: 'segment', id: 'buyers' }, owner: 'mark' }],
    })
    const listed = await people.get('mark')?.ask('/v1/proposals')
    expect(listed?.json.proposals).toMatchObject([
      { id: proposal.id, decides: true, reason: 'they come less often' },
    ])
    expect((await decide('sally', proposal.id, 'accept')).error.code).toBe('not_owner')
    expect(await decide('mark', proposal.id, 'accept')).toMatchObject({ stored: true })
    const { definitions } = await shop.client.definitions()
    expect(definitions.segments).toMatchObject({ buyers: { when: 'did(purchase, 60d)' } })
    const { versions } = await shop.client.versions({ limit: 1 })
    expect(versions[0]).toMatchObject({
      author: 'mark@shop.example',
      note: 'Proposed by sally@shop.example: they come less often',
    })
    expect((await decide('mark', proposal.id, 'refuse')).error.code).toBe('proposal_closed')
    expect((await shop.client.proposals({})).proposals).toEqual([])
  })

  it('is refused by the owner, or taken back by its author; not by anybody', async () => {
    const [first, second] = [await propose('sally', 61), await propose('sally', 62)]
    const marks = await propose('mark', 63)
    expect((await decide('sally', marks.proposal.id, 'refuse')).error.code).toBe('not_owner')
    expect(await decide('ada', marks.proposal.id, 'refuse')).toMatchObject({ state: 'refused' })
    expect(await decide('mark', first.proposal.id, 'refuse')).toMatchObject({ state: 'refused' })
    expect(await decide('sally', second.proposal.id, 'refuse')).toMatchObject({
      closed: { by: 'sally@shop.example' },
    })
  })

  it('is outdated once somebody changed what it is about, and needs something to change', async () => {
    const { proposal } = await propose('sally', 70)
    expect(
      (await people.get('mark')?.post('/v1/definitions/apply', { files: buyers(80) }))?.json.stored,
    ).toBe(true)
    expect((await decide('mark', proposal.id, 'accept')).error.code).toBe('proposal_outdated')
    expect((await propose('sally', 80)).error.code).toBe('nothing_proposed')
    const broken = await people
      .get('sally')
      ?.post('/v1/proposals', { files: change('segments: { buyers: "did(" }'), reason: 'x' })
    expect([broken?.json.problems.length > 0, broken?.json.proposal]).toEqual([true, undefined])
  })
})
