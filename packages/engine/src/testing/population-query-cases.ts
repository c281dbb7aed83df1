import type { Checked } from '@kindred/language'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bought,
  checkedText,
  collected,
  condition,
  contextAt,
  customer,
  firstMatch,
  happened,
  populationSchema,
} from './population-words.ts'
import { rankedCases } from './ranked-cases.ts'
import type { WarehouseOfPopulation } from './warehouse-population-suite.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const day = 86_400_000
const now = contextAt(noon)
const spend = checkedText('sum(purchase.amount)')
const odd = 'o\'neill`\\ "😀%_'

function conditions(texts: Readonly<Record<string, string>>): Map<string, Checked> {
  return new Map(Object.entries(texts).map(([id, text]) => [id, condition(text)]))
}

async function filled(open: () => Promise<WarehouseOfPopulation>): Promise<WarehouseOfPopulation> {
  const warehouse = await open()
  await warehouse.declare(populationSchema)
  await warehouse.append({
    customers: [
      customer('anna', 0, { country: 'CZ', limit: 500_000 }),
      customer('berta', 0, { country: 'SK' }),
      customer('cyril', 0),
      customer('emil', 0, { country: 'CZ' }),
      customer('emil', noon - 3 * day, { country: 'SK' }),
      customer(odd, noon - 10 * day, { country: 'CZ', score: 0.1 }),
    ],
    events: [
      bought('1', 'anna', noon - day, 100),
      bought('2', 'anna', noon - 40 * day, 50.5),
      bought('3', 'berta', noon - 100 * day, 200),
      // At the very edges of thirty days: half open.
      bought('4', 'emil', noon - 30 * day, 10),
      bought('5', 'emil', noon - 30 * day + 1, 20),
      happened('6', 'dana', 'visit', noon - 5 * day),
      bought('7', 'anna', noon + 1, 1_000),
    ],
  })
  return warehouse
}

/** Sizes, rows, differences and migrations. */
export function queryCases(open: () => Promise<WarehouseOfPopulation>): void {
  let warehouse: WarehouseOfPopulation
  beforeAll(async () => {
    warehouse = await filled(open)
  })
  sizeCases(() => warehouse)
  rowCases(() => warehouse)
  rankedCases(() => warehouse)
  differenceCases(() => warehouse)
  migrationCases(() => warehouse)
}

type Open = () => WarehouseOfPopulation

function sizeCases(warehouse: Open): void {
  describe('sizes', () => {
    const texts = {
      czech: 'country = "CZ"',
      others: 'not (country = "CZ")',
      bought: 'did(purchase, 30d)',
      idle: 'never(purchase)',
    }

    test('count everybody once, those without events or attributes too, with exact values', async () => {
      const found = await warehouse().sizes({ context: now, conditions: conditions(texts), value: spend })
      expect(found).toEqual({
        customers: 6,
        value: 3_805_000,
        sizes: new Map([
          ['czech', { size: 2, value: 1_505_000 }],
          ['others', { size: 4, value: 2_300_000 }],
          ['bought', { size: 2, value: 1_805_000 }],
          ['idle', { size: 3, value: 0 }],
        ]),
      })
    })

    test('are those of the instant: customers and attributes of later do not count yet', async () => {
      const context = contextAt(noon - 4 * day)
      const found = await warehouse().sizes({ context, conditions: conditions(texts) })
      expect(found.customers).toBe(6)
      expect([...found.sizes].map(([id, { size }]) => [id, size])).toEqual([
        ['czech', 3],
        ['others', 3],
        ['bought', 1],
        ['idle', 3],
      ])
      expect(
        (await warehouse().sizes({ context: contextAt(noon - 11 * day), conditions: new Map() })).customers,
      ).toBe(4)
      expect((await warehouse().sizes({ context: contextAt(-1), conditions: new Map() })).customers).toBe(0)
    })

    test('a value that is a number is summed in whole millionths; unknown counts as 0', async () => {
      const found = await warehouse().sizes({
        context: now,
        conditions: new Map([['known', condition('score is known')]]),
        value: checkedText('score * 3'),
      })
      expect(found.value).toBe(0.3)
      expect(found.sizes.get('known')).toEqual({ size: 1, value: 0.3 })
    })

    test('of more conditions than a word has bits', async () => {
      const many = Array.from({ length: 131 }, (_, index): [string, Checked] => [
        `at least ${index}`,
        condition(`sum(purchase.amount) >= ${index}`),
      ])
      const { sizes } = await warehouse().sizes({ context: now, conditions: new Map(many) })
      const expected = many.map(([id], index) => [
        id,
        { size: [0, 30, 150.5, 200, 0, 0].filter(sum => sum >= index).length },
      ])
      expect([...sizes]).toEqual(expected)
    })
  })
}

function rowCases(warehouse: Open): void {
  describe('rows', () => {
    const columns = new Map([
      ['customer_id', checkedText('country')],
      ['spend', spend],
      ['last bought', checkedText('last(purchase)')],
      ['lately', condition('did(purchase, 30d)')],
    ])

    test('come in order of the bytes of the id, with values as the closure gives them', async () => {
      const rows = await collected(warehouse().rows({ context: now, columns }))
      expect(rows).toEqual([
        { customer: 'anna', values: ['CZ', 1_505_000, noon - day, true] },
        { customer: 'berta', values: ['SK', 2_000_000, noon - 100 * day, false] },
        { customer: 'cyril', values: [undefined, 0, undefined, false] },
        { customer: 'dana', values: [undefined, 0, undefined, false] },
        { customer: 'emil', values: ['SK', 300_000, noon - 30 * day + 1, true] },
        { customer: odd, values: ['CZ', 0, undefined, false] },
      ])
    })

    test('only of those for whom the condition holds, in pages', async () => {
      const where = condition('country is known')
      const page = async (after?: string) => {
        const query = {
          context: now,
          columns: new Map(),
          where,
          limit: 3,
          ...(after === undefined ? {} : { after }),
        }
        return (await collected(warehouse().rows(query))).map(row => row.customer)
      }
      expect(await page()).toEqual(['anna', 'berta', 'emil'])
      expect(await page('emil')).toEqual([odd])
      expect(await page('b')).toEqual(['berta', 'emil', odd])
      expect(await collected(warehouse().rows({ context: now, columns, limit: 0 }))).toEqual([])
    })
  })
}

function differenceCases(warehouse: Open): void {
  describe('difference', () => {
    test('of two definitions at one instant', async () => {
      const found = await warehouse().difference({
        before: now,
        after: now,
        conditions: new Map([
          [
            'wider',
            {
              before: condition('sum(purchase.amount) > 175'),
              after: condition('sum(purchase.amount) > 20'),
            },
          ],
          ['new', { before: undefined, after: condition('country is known') }],
          ['gone', { before: condition('country = "SK"'), after: undefined }],
          ['same', { before: condition('did(visit)'), after: condition('count(visit) > 0') }],
        ]),
        sample: 2,
      })
      expect(found).toEqual(
        new Map([
          [
            'wider',
            { before: 1, after: 3, entered: 2, left: 0, enteredSample: ['anna', 'emil'], leftSample: [] },
          ],
          [
            'new',
            { before: 0, after: 4, entered: 4, left: 0, enteredSample: ['anna', 'berta'], leftSample: [] },
          ],
          [
            'gone',
            { before: 2, after: 0, entered: 0, left: 2, enteredSample: [], leftSample: ['berta', 'emil'] },
          ],
          ['same', { before: 1, after: 1, entered: 0, left: 0, enteredSample: [], leftSample: [] }],
        ]),
      )
    })

    test('of two instants: who was not known yet was in nothing', async () => {
      const idle = condition('not did(purchase, 30d)')
      const once = condition('count(purchase, 60d) = 1')
      const found = await warehouse().difference({
        before: contextAt(noon - 11 * day),
        after: now,
        conditions: new Map([
          ['idle', { before: idle, after: idle }],
          ['once', { before: once, after: once }],
        ]),
        sample: 0,
      })
      const none = { enteredSample: [], leftSample: [] }
      expect(found.get('idle')).toEqual({ before: 2, after: 4, entered: 2, left: 0, ...none })
      expect(found.get('once')).toEqual({ before: 1, after: 0, entered: 0, left: 1, ...none })
    })
  })
}

function migrationCases(warehouse: Open): void {
  test('migration: everybody known at the end stands in one cell, values are of each instant', async () => {
    const from = firstMatch('early', { buyer: 'did(purchase, 30d)' }, 'idle')
    const to = firstMatch('late', { czech: 'country = "CZ"', slovak: 'country = "SK"' }, 'other')
    const cells = await warehouse().migration({
      from: { context: contextAt(noon - 11 * day), segmentation: from },
      to: { context: now, segmentation: to },
      value: spend,
    })
    expect(cells).toEqual([
      { from: undefined, to: 'czech', customers: 1, valueAfter: 0 },
      { from: undefined, to: 'other', customers: 1, valueAfter: 0 },
      { from: 'buyer', to: 'czech', customers: 1, valueBefore: 505_000, valueAfter: 1_505_000 },
      { from: 'buyer', to: 'slovak', customers: 1, valueBefore: 300_000, valueAfter: 300_000 },
      { from: 'idle', to: 'slovak', customers: 1, valueBefore: 2_000_000, valueAfter: 2_000_000 },
      { from: 'idle', to: 'other', customers: 1, valueBefore: 0, valueAfter: 0 },
    ])
  })
}
