import { tmpdir } from 'node:os'
import { createClient } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'
import { noon, openShop, type Shop } from '../testing/shop.ts'

const file = {
  name: 'consents.yaml',
  text: `
attributes:
  may_email: { type: boolean, consent: email }
  may_survey: { type: boolean, consent: email, purpose: surveys }
segments:
  may_be_written_to: may_email = true
`,
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.client.apply({ files: [file] })
  await shop.client.refresh()
})
afterAll(() => shop.close())

describe('consents', () => {
  it('are noted by channel and purpose, with their history, and read by conditions', async () => {
    const since = (day: string) => `2026-0${day}T10:00:00.000Z`
    await shop.client.recordConsent({ id: 'anna', channel: 'email', given: true, at: since('3-01') })
    await shop.client.recordConsent({ id: 'anna', channel: 'email', given: true, at: since('4-01') })
    await shop.client.recordConsent({ id: 'anna', channel: 'email', purpose: 'surveys', given: true })
    const { consents } = await shop.client.recordConsent({
      ...{ id: 'anna', channel: 'email', given: false, at: since('5-01') },
    })
    expect(consents).toEqual([
      {
        channel: 'email',
        attribute: 'may_email',
        given: false,
        history: [
          { since: since('3-01'), given: true },
          { since: since('5-01'), given: false },
        ],
      },
      {
        ...{ channel: 'email', purpose: 'surveys', attribute: 'may_survey', given: true },
        history: [{ since: new Date(noon).toISOString(), given: true }],
      },
    ])
    const members = async (as_of: string) =>
      (await shop.client.segmentMembers({ id: 'may_be_written_to', as_of })).members
    expect(await members('2026-04-15')).toMatchObject([{ customer: 'anna' }])
    expect(await members('2026-05-15')).toEqual([])
  })

  it('are refused where nobody declared them, or nobody is known', async () => {
    await expect(
      shop.client.recordConsent({ id: 'anna', channel: 'phone', given: true }),
    ).rejects.toMatchObject({ status: 400, code: 'consent_unknown' })
    await expect(
      shop.client.recordConsent({ id: 'nobody', channel: 'email', given: true }),
    ).rejects.toMatchObject({ status: 404, code: 'customer_unknown' })
  })
})

describe('everything on one person', () => {
  it('is one document, and one page', async () => {
    const person = await shop.client.personalData({ id: 'anna' })
    expect(person).toMatchObject({
      id: 'anna',
      ids: ['anna'],
      membership: { segments: ['big_spenders', 'buyers'] },
    })
    expect(person.events.map(({ id }) => id)).toEqual(['p2', 'p1'])
    expect(person.events[1]?.properties).toContainEqual({ name: 'amount', type: 'money', value: '700' })
    expect(person.audit[0]).toMatchObject({ who: 'test', action: 'recordConsent' })
    expect(person.held).toContainEqual({ store: 'warehouse', what: 'events', count: 2 })
    const { content } = await shop.client.personalReport({ id: 'anna' })
    let page = ''
    for await (const piece of content) page += Buffer.from(piece).toString()
    expect(page).toContain('anna')
    expect(page).toContain('700')
    expect(page).not.toMatch(/<script/)
  })

  it('is for admins', async () => {
    const { secret } = await shop.client.addKey({ name: 'Anne', role: 'analyst' })
    const client = createClient({ fetch: inProcessFetch(shop.app), baseUrl: IN_PROCESS, token: secret })
    for (const ask of [client.personalData, client.personalReport, client.erasurePlan, client.erase])
      await expect(ask({ id: 'anna' })).rejects.toMatchObject({ status: 403 })
  })
})

describe('erasing', () => {
  it('says first what would go', async () => {
    const plan = await shop.client.erasurePlan({ id: 'anna' })
    expect(plan).toMatchObject({ ids: ['anna'], waits: [], needs_live: false })
    expect(plan.held).toContainEqual({ store: 'warehouse', what: 'events', count: 2 })
    expect(plan.held).toContainEqual({ store: 'warehouse', what: 'memberships', count: 1 })
    await expect(shop.client.erasurePlan({ id: 'nobody' })).rejects.toMatchObject({ status: 404 })
  })

  it('hides and removes her, keeps a receipt, and stands in the log by her pseudonym', async () => {
    await shop.startLive()
    const receipt = await shop.client.erase({ id: 'anna', reason: 'letter 7' })
    expect(receipt).toMatchObject({ author: 'test', reason: 'letter 7', ids: 1, waits: [] })
    expect(receipt.done_at).not.toBeNull()
    expect(receipt.found).toContainEqual({ store: 'profiles', what: 'records', count: 1 })
    const { client } = shop
    const gone = { status: 404, code: 'customer_unknown' }
    await expect(client.customer({ id: 'anna' })).rejects.toMatchObject(gone)
    await expect(client.customerNow({ id: 'anna' })).rejects.toMatchObject(gone)
    await expect(client.explain({ id: 'anna' })).rejects.toMatchObject(gone)
    await expect(client.personalData({ id: 'anna' })).rejects.toMatchObject(gone)
    await expect(client.consents({ id: 'anna' })).rejects.toMatchObject(gone)
    expect((await client.customers({ search: 'ann' })).customers).toEqual([])
    expect((await client.segmentMembers({ id: 'buyers' })).members.map(({ customer }) => customer)).toEqual([
      'bob',
    ])
    expect(await client.erasure({ id: receipt.id })).toEqual(receipt)
    expect((await client.erasures()).erasures).toEqual([receipt])
    const { entries } = await client.audit({ target: 'customer:anna', what: 'erase' })
    expect(entries).toMatchObject([
      { outcome: 'done', targets: [expect.any(String), `erasure:${receipt.id}`] },
    ])
    expect(await client.auditCheck()).toMatchObject({ sound: true })
  })

  it('is not done twice, and what is sent of her is refused', async () => {
    const { client } = shop
    const refused = { status: 410, code: 'customer_erased' }
    await expect(client.erase({ id: 'anna' })).rejects.toMatchObject(refused)
    await expect(client.erasurePlan({ id: 'anna' })).rejects.toMatchObject(refused)
    const { outcomes } = await client.sendEvents({ events: [{ customer: 'anna', event: 'purchase' }] })
    expect(outcomes).toMatchObject([{ outcome: 'refused', code: 'customer_erased' }])
    await expect(client.erasure({ id: 'x' })).rejects.toMatchObject({ status: 404, code: 'erasure_unknown' })
  })

  it('is done for the rows of an import, too: they are set aside and not kept', async () => {
    const { client } = shop
    const text = 'id,customer,at\np7,anna,2026-05-30\np8,bob,2026-05-30\n'
    const upload = await client.upload({ name: 'late.csv' }, { content: new Blob([text]).stream() })
    const report = await client.import({
      ...{ upload: upload.upload, kind: 'events', event: 'purchase', customer: 'customer' },
      ...{ at: 'at', event_id: 'id' },
    })
    expect(report).toMatchObject({ imported: 1, set_aside: 1 })
    expect(JSON.stringify(report.set_aside_examples)).toContain('the customer was erased')
    expect((await client.customers({ search: 'anna' })).customers).toEqual([])
  })
})
