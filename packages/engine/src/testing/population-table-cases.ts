import type { Checked } from '@kindred/language'
import { beforeAll, describe, expect, test } from 'vitest'
import type { TableColumn } from '../ports/warehouse-tables.ts'
import { bought, checkedText, condition, contextAt, customer, populationSchema } from './population-words.ts'
import type { WarehouseOfPopulation } from './warehouse-population-suite.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const day = 86_400_000
const now = contextAt(noon)
const odd = 'o\'neill`\\ "😀%_'
const many = Array.from({ length: 400 }, (_, index) => `many-${index}`)

function columnsOf(texts: Readonly<Record<string, string>>): Map<string, Checked> {
  return new Map(Object.entries(texts).map(([id, text]) => [id, checkedText(text)]))
}

async function filled(open: () => Promise<WarehouseOfPopulation>): Promise<WarehouseOfPopulation> {
  const warehouse = await open()
  await warehouse.declare(populationSchema)
  await warehouse.append({
    customers: [
      customer('anna', 0, { country: 'CZ', limit: 500_001, member: true, birthday: 3, score: 0.1 }),
      customer('berta', 0, { country: odd, limit: -2_500, member: false, birthday: -1 }),
      customer('～', 0),
      customer('😀', 0, { country: '' }),
      customer('later', noon + 1, { country: 'later' }),
      ...many.map((id, index) =>
        customer(id, 0, { country: index % 10 === 0 ? 'few' : 'most', score: index }),
      ),
    ],
    events: [
      bought('1', 'anna', noon - day, 100.25),
      bought('2', 'anna', noon - 2 * day, 50.5),
      bought('3', odd, noon - 36 * 3_600_000, 200),
    ],
  })
  return warehouse
}

/** What learning reads, in every warehouse. */
export function tableCases(open: () => Promise<WarehouseOfPopulation>): void {
  describe('table', () => {
    let warehouse: WarehouseOfPopulation
    beforeAll(async () => {
      warehouse = await filled(open)
    })
    valueCases(() => warehouse)
    sampleCases(() => warehouse)
    limitCases(() => warehouse)
    strataCases(() => warehouse)
  })
}

type Open = () => WarehouseOfPopulation

const few = condition('score is unknown or score = 0.1')

function valueCases(warehouse: Open): void {
  test('columns of values in order of the bytes of the id: whole units, days, 0 and 1; NaN is unknown', async () => {
    const columns = columnsOf({
      limit: 'limit',
      member: 'member',
      born: 'birthday',
      score: 'score',
      spend: 'sum(purchase.amount)',
      ago: 'days_since(purchase)',
      last: 'last(purchase)',
    })
    const {
      population,
      customers,
      columns: found,
    } = await warehouse().table({ context: now, columns, where: few })
    expect(population).toBe(5)
    expect(customers).toEqual(['anna', 'berta', odd, '～', '😀'])
    const nothing = Number.NaN
    expect(numbers(found.get('limit'))).toEqual([50.0001, -0.25, nothing, nothing, nothing])
    expect(numbers(found.get('member'))).toEqual([1, 0, nothing, nothing, nothing])
    expect(numbers(found.get('born'))).toEqual([3, -1, nothing, nothing, nothing])
    expect(numbers(found.get('score'))).toEqual([0.1, nothing, nothing, nothing, nothing])
    expect(numbers(found.get('spend'))).toEqual([150.75, 0, 200, 0, 0])
    expect(numbers(found.get('ago'))).toEqual([1, nothing, 1.5, nothing, nothing])
    expect(numbers(found.get('last'))).toEqual([noon / day - 1, nothing, noon / day - 1.5, nothing, nothing])
  })

  test('words by their place in a dictionary in order of bytes; hostile and empty words are words', async () => {
    const columns = columnsOf({ country: 'country' })
    const { columns: found } = await warehouse().table({ context: now, columns, where: few })
    const country = found.get('country')
    if (country?.kind !== 'category') throw new Error('country is no category')
    expect(country.words).toEqual(['', 'CZ', odd])
    expect([...country.codes]).toEqual([1, 2, -1, -1, 0])
  })

  test('everybody of the instant without a condition, in memory that threads share', async () => {
    const columns = columnsOf({ score: 'score' })
    const { population, customers, columns: found } = await warehouse().table({ context: now, columns })
    expect([population, customers.length]).toEqual([405, 405])
    const score = found.get('score')
    expect(score?.kind === 'number' && score.values.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  test('of nobody it is empty', async () => {
    const columns = columnsOf({ score: 'score', country: 'country' })
    const where = condition('score < 0')
    const {
      population,
      customers,
      columns: found,
    } = await warehouse().table({ context: now, columns, where })
    expect([population, customers]).toEqual([0, []])
    expect(numbers(found.get('score'))).toEqual([])
  })

  test('a place or tags are refused by name', async () => {
    const span = { line: 1, column: 1, length: 0 }
    const home: Checked = { kind: 'attribute', name: 'home', type: 'place', unknown: true, span }
    const columns = new Map([['home', home]])
    await expect(warehouse().table({ context: now, columns })).rejects.toMatchObject({
      code: 'column_not_readable',
      details: { column: 'home', type: 'place' },
    })
  })
}

function sampleCases(warehouse: Open): void {
  const draw = async (seed: number, atMost: number) =>
    warehouse().table({
      context: now,
      columns: columnsOf({ score: 'score' }),
      where: condition('country in ("few", "most")'),
      sample: { atMost, seed },
    })

  test('a sample is the same for one seed in every warehouse, and another for another', async () => {
    const one = await draw(7, 5)
    expect(one.population).toBe(400)
    // By the smallest of `murmurHash3_32` of seed and id.
    expect(one.customers).toEqual(['many-121', 'many-149', 'many-180', 'many-268', 'many-50'])
    expect((await draw(7, 5)).customers).toEqual(one.customers)
    expect((await draw(8, 5)).customers).not.toEqual(one.customers)
    expect(numbers(one.columns.get('score'))).toEqual(one.customers.map(id => Number(id.slice(5))))
  })

  test('a smaller sample is part of a larger one, and where there are few all are taken', async () => {
    const larger = new Set((await draw(7, 200)).customers)
    expect(larger.size).toBe(200)
    for (const id of (await draw(7, 50)).customers) expect(larger).toContain(id)
    expect((await draw(7, 400)).customers.length).toBe(400)
  })
}

function limitCases(warehouse: Open): void {
  test('a sample says below which hash it was drawn, and the same are drawn again by another condition', async () => {
    const query = { context: now, columns: columnsOf({ score: 'score' }) }
    const where = condition('country = "most"')
    const sampled = await warehouse().table({ ...query, where, sample: { atMost: 50, seed: 7 } })
    expect(sampled.drawnBelow?.seed).toBe(7)
    const below = sampled.drawnBelow ?? { seed: 7, hash: 0 }
    const again = await warehouse().table({ ...query, below })
    for (const id of sampled.customers) expect(again.customers).toContain(id)
    expect(again.population).toBe(again.customers.length)
    expect(again.customers.length).toBeLessThan(120)
    const all = await warehouse().table({ ...query, where, sample: { atMost: 5_000, seed: 7 } })
    expect(all.drawnBelow).toBeUndefined()
  })
}

function strataCases(warehouse: Open): void {
  test('strata are drawn in proportion, and the smallest has at least one', async () => {
    const { population, columns } = await warehouse().table({
      context: now,
      columns: columnsOf({ country: 'country' }),
      where: condition('country != ""'),
      sample: { atMost: 44, seed: 3, strata: checkedText('country') },
    })
    expect(population).toBe(402)
    const country = columns.get('country')
    if (country?.kind !== 'category') throw new Error('country is no category')
    const counts = new Map(
      country.words.map((word, place) => [word, [...country.codes].filter(code => code === place).length]),
    )
    expect(counts.get('CZ')).toBe(1)
    expect(counts.get(odd)).toBe(1)
    expect(counts.get('few')).toBe(5)
    expect(counts.get('most')).toBe(37)
  })
}

function numbers(column: TableColumn | undefined): number[] {
  if (column?.kind !== 'number') throw new Error('it is no column of numbers')
  return [...column.values]
}
