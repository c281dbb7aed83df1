import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'

const values = {
  name: 'values.yaml',
  text: `
values:
  margin: { name: Margin, revenue: sum(purchase.amount), margin: 0.5 }
  points: { points: [{ when: 'did(purchase, 30d)', points: 3 }, { when: 'country = "CZ"', points: 1 }] }
  to_win: { among: never(purchase), tells: prospect, revenue: 'if(country = "CZ", 40, 20)', margin: 0.25 }
`,
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
})
afterAll(() => shop.close())

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('without a value that is refused, with what to write', async () => {
  for (const asked of [
    shop.client.compareValues({}),
    shop.client.customerEquity({}),
    shop.client.prospects({}),
  ])
    await expect(asked).rejects.toMatchObject({ code: 'nothing_valued', status: 409 })
})

test('values are compared, added up by class, and told of prospects, all as one document', async () => {
  const { client } = shop
  expect(await client.apply({ files: [values] })).toMatchObject({ stored: true, problems: [] })
  const compared = await client.compareValues({ values: ['margin', 'points'] })
  const [margin, points] = compared.values
  expect(compared).toMatchObject({ currency: 'EUR', customers: 4 })
  expect(margin?.total).toBeCloseTo(875.25, 9)
  expect(margin).toMatchObject({ id: 'margin', by: 'revenue', tells: 'present', is_money: true })
  expect(points).toMatchObject({ id: 'points', by: 'points', is_money: false })
  expect(compared.pairs).toMatchObject([{ a: 'margin', b: 'points', customers: 4 }])
  const { points: instants, groups } = await client.customerEquity({ by: 'tier' })
  expect(groups.map(({ id }) => id)).toEqual(['top', 'rest'])
  expect(instants[0]?.everybody.values[0]).toBeCloseTo(margin?.total ?? 0, 6)
  const sum = instants[0]?.groups.reduce((all, each) => all + (each.values[0] ?? 0), 0)
  expect(sum).toBeCloseTo(margin?.total ?? 0, 6)
  const prospects = await client.prospects({ by: 'country', limit: 5 })
  expect(prospects).toMatchObject({ value: 'to_win', by: 'country' })
  expect(prospects.budget).toBeCloseTo(prospects.revenue / 4, 9)
})

test('cohorts are told, and both pages are written', async () => {
  const { client } = shop
  const { cohorts, periods } = await client.cohorts({ every: 'month' })
  expect(cohorts.reduce((sum, { customers }) => sum + customers, 0)).toBeGreaterThan(0)
  for (const { period, customers, ages } of cohorts) {
    expect(ages).toHaveLength(periods.length - period)
    expect(ages[0]?.active).toBe(customers)
  }
  const page = await client.valuesReport({})
  expect(page.contentType).toContain('text/html')
  expect(await textOf(page.content)).toContain('Who are the 20 %?')
  expect(await textOf((await client.cohortsReport({})).content)).toContain('<h1>Cohorts</h1>')
})

test('what is not there is refused by name', async () => {
  const { client } = shop
  await expect(client.compareValues({ values: ['margn'] })).rejects.toMatchObject({
    code: 'value_unknown',
    status: 404,
  })
  await expect(client.prospects({ value: 'margin' })).rejects.toMatchObject({ code: 'no_prospect_value' })
  await expect(client.cohorts({ event: 'nothing' })).rejects.toMatchObject({
    code: 'event_unknown',
    status: 404,
  })
  await expect(client.customerEquity({ from: '2026-05-01', to: '2026-01-01' })).rejects.toMatchObject({
    code: 'instants_out_of_order',
  })
})
