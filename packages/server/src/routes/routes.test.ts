import { tmpdir } from 'node:os'
import { ApiError } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { day, noon, openShop, purchase, type Shop, shopFile } from '../testing/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
})
afterAll(() => shop.close())

async function refusal(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.catch((thrown: unknown) => thrown)
  if (error instanceof ApiError) return error
  throw new Error('it was not refused', { cause: error })
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('the routes, asked as the command line asks them', () => {
  it('health and workspace tell what there is', async () => {
    const { client } = shop
    expect(await client.health()).toMatchObject({
      ok: true,
      problems: [],
      stores: [{ store: 'warehouse' }, { store: 'catalog' }],
    })
    expect(await client.workspace()).toMatchObject({
      workspace: 'shop',
      timezone: 'Europe/Prague',
      week_starts: 'monday',
      customers: 4,
      events: 4,
      per_event: [{ event: 'purchase', events: 4 }],
      definitions: { version: 1, author: 'test', counts: { segments: 2, segmentations: 2 } },
      refresh: null,
    })
  })

  it('definitions with problems are refused with all of them, placed, and nothing is stored', async () => {
    const { client } = shop
    const text = 'segments: { a: "did(purchas, 30d)", b: { when: "amount >" } }'
    const { ok, problems } = await client.check({ files: [{ name: 'more.yaml', text }] })
    expect(ok).toBe(false)
    expect(problems.length).toBeGreaterThanOrEqual(2)
    expect(problems[0]).toMatchObject({
      file: 'more.yaml',
      line: 1,
      code: 'unknown_event',
      definition: { id: 'a' },
    })
    const applied = await client.apply({ files: [{ name: 'more.yaml', text }] })
    expect(applied).toMatchObject({ stored: false, version: 1 })
    expect((await client.versions()).versions).toHaveLength(1)
  })

  it('a condition being written is checked, read back and counted, or its problems are told; nothing is stored', async () => {
    const { client } = shop
    const { found, problems } = await client.previewSegment({
      when: 'spend>=400 and  country = "CZ"',
      sample: 1,
    })
    expect(problems).toEqual([])
    expect(found).toMatchObject({
      text: 'spend >= 400 and country = "CZ"',
      ...{ base: 4, size: 1, share_of_customers: 0.25, sample: ['anna'] },
      value: { type: 'money', value: '1200' },
      base_value: { type: 'money', value: '1750.5' },
    })
    expect(found?.english).toBe('the spend is at least 400 EUR, **and** the country is Czechia')
    const broken = await client.previewSegment({ when: 'spent >= 400' })
    expect(broken.found).toBeUndefined()
    expect(broken.problems[0]).toMatchObject({ severity: 'error', line: 1, column: 1, length: 5 })
    expect((await client.versions()).versions).toHaveLength(1)
  })

  it('a plan says who would move and why, and changes nothing; applying against another version is refused', async () => {
    const { client } = shop
    const files = [{ ...shopFile, text: shopFile.text.replace('spend >= 1000', 'spend >= 400') }]
    const steps: string[] = []
    const plan = await client.plan({ files, complete: true }, { progress: ({ step }) => steps.push(step) })
    expect(steps.length).toBeGreaterThan(0)
    expect(plan).toMatchObject({ version: 1, problems: [] })
    expect(plan.changes).toMatchObject([
      {
        definition: { kind: 'segment', id: 'big_spenders' },
        change: 'changed',
        before: 'spend >= 1000',
        after: 'spend >= 400',
      },
    ])
    expect(plan.effects).toMatchObject([
      {
        id: 'big_spenders',
        before: 1,
        after: 2,
        entering: 1,
        leaving: 0,
        entering_examples: [{ customer: 'carl' }],
      },
    ])
    expect((await refusal(client.apply({ files, complete: true, expected: 7 }))).code).toBe(
      'definitions_moved',
    )
    expect((await client.definitions()).version).toBe(1)
  })

  it('before a refresh segments are new, and their members are not there', async () => {
    const { client } = shop
    const { segments, refresh } = await client.segments()
    expect(refresh).toBeNull()
    expect(segments[0]).toMatchObject({
      id: 'buyers',
      name: 'Buyers',
      state: 'new',
      as_of: null,
      labels: ['core'],
    })
    expect(await refusal(client.segmentMembers({ id: 'buyers' }))).toMatchObject({
      status: 409,
      code: 'nothing_refreshed',
    })
  })

  it('a refresh reports its steps and what it found', async () => {
    const steps: string[] = []
    const report = await shop.client.refresh({}, { progress: ({ step }) => steps.push(step) })
    expect(steps).toContain('evaluate')
    expect(report).toMatchObject({
      refresh: {
        id: 1,
        as_of: '2026-06-01T10:00:00.000Z',
        customers: 4,
        value: { type: 'money', value: '1750.5' },
      },
      current: true,
      segments: 2,
      segmentations: 2,
      failures: [],
    })
    expect(await shop.client.refreshes()).toMatchObject({ refreshes: [{ id: 1, state: 'published' }] })
  })

  it('segments have size, shares, value, change, age and English', async () => {
    shop.setNow(noon + 90_000)
    const { segments, customers, value } = await shop.client.segments()
    expect({ customers, value }).toEqual({ customers: 4, value: { type: 'money', value: '1750.5' } })
    expect(segments[0]).toMatchObject({
      id: 'buyers',
      state: 'current',
      age_seconds: 90,
      size: 2,
      share_of_customers: 0.5,
      value: { type: 'money', value: '1300.5' },
      entered: 2,
      left: 0,
      change: 2,
      when: 'did(purchase, 30d)',
      owner: 'sales',
    })
    expect(segments[0]?.english).toContain('30 days')
    expect(segments[1]?.name).toBe('Big spenders')
    const { segmentations } = await shop.client.segmentations()
    expect(segmentations.map(({ id, kind, classes }) => [id, kind, classes.map(each => each.class)])).toEqual(
      [
        ['lifecycle', 'first_match', ['active', 'lapsing', 'lapsed']],
        ['tier', 'tiers', ['top', 'rest']],
      ],
    )
  })

  it('members come in pages that join without a gap', async () => {
    const { client } = shop
    const first = await client.classMembers({
      id: 'tier',
      class: 'top',
      limit: 1,
      columns: ['spend', 'country'],
    })
    expect(first).toMatchObject({
      refresh: 1,
      total: 2,
      columns: [
        { name: 'spend', type: 'money' },
        { name: 'country', type: 'text' },
      ],
      members: [{ customer: 'anna', values: { spend: '1200', country: 'CZ' } }],
      next: 'anna',
    })
    const second = await client.classMembers({ id: 'tier', class: 'top', limit: 1, after: 'anna' })
    expect(second).toMatchObject({ members: [{ customer: 'carl', values: {} }], next: null })
  })

  it('members come in order of any column, in pages that join without a gap', async () => {
    const { client } = shop
    const sorted = async (sort: string, more: { after?: string; as_of?: string } = {}) => {
      const page = await client.segmentMembers({ id: 'buyers', limit: 1, columns: ['spend'], sort, ...more })
      return [page.members.map(({ customer }) => customer), page.next]
    }
    expect(await sorted('spend')).toEqual([['bob'], 'bob'])
    expect(await sorted('spend', { after: 'bob' })).toEqual([['anna'], null])
    expect(await sorted('spend:desc')).toEqual([['anna'], 'anna'])
    expect(await sorted('customer:desc')).toEqual([['bob'], 'bob'])
    expect(await sorted('customer:asc')).toEqual([['anna'], 'anna'])
    expect(await sorted('lifecycle:desc', { after: 'anna' })).toEqual([['bob'], null])
    expect(await sorted('spend', { after: 'bob', as_of: '2026-05-30' })).toEqual([['anna'], null])
    await expect(sorted('spent')).rejects.toMatchObject({ status: 404, code: 'column_unknown' })
    await expect(sorted('spend:up')).rejects.toMatchObject({ status: 400, code: 'request_invalid' })
    await expect(sorted('spend', { after: 'nobody' })).rejects.toMatchObject({ code: 'customer_unknown' })
  })

  it('customers are found a page at a time', async () => {
    const { client } = shop
    const first = await client.customers({ search: 'a', limit: 2 })
    expect(first).toEqual({ customers: [{ id: 'anna' }, { id: 'carl' }], next: 'carl' })
    const rest = await client.customers({ search: 'a', limit: 2, after: 'carl' })
    expect(rest).toEqual({ customers: [{ id: 'dora' }], next: null })
    const when = 'spend >= 0'
    const one = await client.previewSegment({ when, sample: 2 })
    expect(one.found).toMatchObject({ size: 4, sample: ['anna', 'bob'], next: 'bob' })
    const two = await client.previewSegment({ when, sample: 2, after: 'bob' })
    expect(two.found).toMatchObject({ size: 4, sample: ['carl', 'dora'], next: null })
  })

  it('members are exported as a file, now and as of an instant on the clocks of the workspace', async () => {
    const { client } = shop
    const now = await client.exportSegment({ id: 'buyers', format: 'csv', columns: ['spend'] })
    expect(now.contentType).toContain('text/csv')
    expect(await textOf(now.content)).toBe('customer,spend\r\nanna,1200\r\nbob,100.5\r\n')
    const then = await client.exportSegment({ id: 'buyers', format: 'ndjson', as_of: '2026-04-05' })
    expect(await textOf(then.content)).toBe('{"customer":"anna"}\n{"customer":"carl"}\n')
  })

  it('reading less than all of an export is no error, and the next request is answered', async () => {
    const { content } = await shop.client.exportSegment({ id: 'buyers', format: 'ndjson' })
    for await (const _ of content) break
    expect((await shop.client.segments()).segments).toHaveLength(2)
  })

  it('an instant that is none is refused with what to write', async () => {
    const error = await refusal(shop.client.segmentMembers({ id: 'buyers', as_of: 'yesterday' }))
    expect(error).toMatchObject({ status: 400, code: 'instant_not_understood' })
    expect(error.says).toContain("'yesterday'")
  })

  it('an instant of a year of which nothing can be known is refused, and nothing is refreshed', async () => {
    for (const year of ['1850', '2301']) {
      const error = await refusal(shop.client.refresh({ as_of: `${year}-01-01` }))
      expect(error).toMatchObject({ status: 400, code: 'instant_out_of_range' })
      expect(error.says).toContain('1900 to 2299')
    }
    expect((await shop.client.segmentMembers({ id: 'buyers', as_of: '1900-01-01' })).members).toEqual([])
  })

  it('a customer is found, shown and explained', async () => {
    const { client } = shop
    expect((await client.customers({ search: 'an' })).customers).toEqual([{ id: 'anna' }])
    const anna = await client.customer({ id: 'anna', events: 1 })
    expect(anna).toMatchObject({
      id: 'anna',
      as_of: '2026-06-01T10:00:00.000Z',
      known_since: null,
      attributes: [{ name: 'country', label: 'Country', type: 'text', value: 'CZ' }],
      features: [{ name: 'spend', label: 'Spend', type: 'money', value: '1200' }],
      segments: [
        { id: 'buyers', since: '2026-06-01T10:00:00.000Z', cause: 'definition' },
        { id: 'big_spenders' },
      ],
      segmentations: [
        { id: 'lifecycle', class: 'active' },
        { id: 'tier', class: 'top' },
      ],
      event_count: 2,
      last_events: [{ id: 'p1', event: 'purchase' }],
    })
    const { explanations } = await client.explain({ id: 'bob', definition: 'big_spenders' })
    expect(explanations).toMatchObject([{ kind: 'segment', member: false, text: 'spend >= 1000' }])
    expect(explanations[0]?.missing).toHaveLength(1)
    expect(explanations[0]?.near_misses[0]?.distance).toBeCloseTo(0.8995, 4)
    expect(explanations[0]?.changes_at).toBeNull()
    expect(explanations[0]?.smallest_change).toMatchObject({
      changes: [
        {
          kind: 'event',
          event: 'purchase',
          count: 1,
          at: '2026-06-01T10:00:00.000Z',
          properties: [{ name: 'amount', type: 'money', value: '899.5', bound: 'at_least' }],
        },
      ],
    })
    const all = (await client.explain({ id: 'bob' })).explanations
    expect(all).toHaveLength(4)
    // A search for each would keep whoever asks for all of them waiting.
    expect(all.filter(each => each.smallest_change !== undefined)).toEqual([])
    expect(await refusal(client.customer({ id: 'zoe' }))).toMatchObject({
      status: 404,
      code: 'customer_unknown',
    })
  })

  it('segments are compared: how they overlap, and how large each was at the last refreshes', async () => {
    const { client } = shop
    expect(await client.segmentOverlap({ segments: ['buyers', 'big_spenders'] })).toMatchObject({
      ...{ refresh: 1, customers: 4, outside: 2 },
      segments: [
        { id: 'buyers', name: 'Buyers', size: 2 },
        { id: 'big_spenders', name: 'Big spenders', size: 1 },
      ],
      intersections: [
        { segments: ['buyers'], exactly: 1, at_least: 2 },
        { segments: ['big_spenders'], exactly: 0, at_least: 1 },
        { segments: ['buyers', 'big_spenders'], exactly: 1, at_least: 1 },
      ],
    })
    const unknown = await refusal(client.segmentOverlap({ segments: ['buyers', 'big_spender'] }))
    expect([unknown.code, unknown.remedy]).toEqual([
      'segment_unknown',
      expect.stringContaining('big_spenders'),
    ])
    expect((await refusal(client.segmentOverlap({ segments: ['buyers'] }))).code).toBe('request_invalid')
    expect(await client.segmentTrends({})).toEqual({
      instants: ['2026-06-01T10:00:00.000Z'],
      trends: [
        { id: 'buyers', sizes: [2] },
        { id: 'big_spenders', sizes: [1] },
      ],
    })
  })

  it('history and migration follow the refreshes, or are computed', async () => {
    const { client } = shop
    shop.setNow(noon + 25 * day)
    await shop.append([purchase('p9', 'dora', noon + 20 * day, 50)])
    await client.refresh()
    const recorded = await client.segmentHistory({ id: 'buyers' })
    expect(recorded.points.map(({ day: on, size, entered, left }) => [on, size, entered, left])).toEqual([
      ['2026-06-01', 2, 2, 0],
      ['2026-06-26', 2, 1, 1],
    ])
    const computed = await client.segmentHistory({
      id: 'buyers',
      from: '2026-06-01T12:00',
      to: '2026-06-15T12:00',
      every: 'week',
    })
    expect(computed).toMatchObject({ computed: true, timezone: 'Europe/Prague' })
    expect(computed.points.map(({ size }) => size)).toEqual([2, 2, 1])
    const migration = await client.migration({
      id: 'lifecycle',
      from: '2026-06-01T12:00',
      to: '2026-06-26T12:00',
    })
    expect(migration).toMatchObject({
      classes: ['active', 'lapsing', 'lapsed'],
      from: { customers: 4, value: { value: '1750.5' } },
      to: { customers: 4, value: { value: '1800.5' } },
    })
    expect(migration.cells).toContainEqual({
      from: 'lapsed',
      to: 'active',
      customers: 1,
      value_before: { type: 'money', value: '0' },
      value_after: { type: 'money', value: '50' },
    })
  })
})
