import type { WarehouseSchema } from '@kindred/engine'
import { type DeclaredType, LARGEST, type Value } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableValue } from '../../append/storable-value.ts'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import { testNodes } from '../testing/test-nodes.ts'
import { readMoney } from './read-value.ts'
import { decimalText } from './stored-value.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter(value => value.isWellFormed())
const values: Readonly<Record<DeclaredType, fc.Arbitrary<Value>>> = {
  boolean: fc.boolean(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true, min: -LARGEST, max: LARGEST }),
  money: fc.oneof(fc.maxSafeInteger(), fc.bigInt({ min: -BigInt(LARGEST), max: BigInt(LARGEST) })),
  text,
  date: fc.integer({ min: -25_567, max: 120_529 }),
  instant: fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2300, 0, 1) - 1 }),
  place: fc.record({
    latitude: fc.double({ noNaN: true, min: -90, max: 90 }),
    longitude: fc.double({ noNaN: true, min: -180, max: 180 }),
  }),
  tags: fc.array(text, { maxLength: 5 }),
}
const types = Object.keys(values).filter((type): type is DeclaredType => type in values)
const schema: WarehouseSchema = {
  attributes: new Map(types.map(type => [type, type])),
  events: new Map([['e', new Map(types.map(type => [type, type]))]]),
}

test('a thousand values of every type come back from ClickHouse exactly as they are kept', async () => {
  const records = new ClickHouseRecords(await testNodes())
  await records.migrate()
  await records.declare(schema)
  const arbitrary = fc.record(values, { requiredKeys: [] })
  const samples = fc.sample(arbitrary, { numRuns: 1_000, seed: 20_260_301 })
  const given = samples.map(sample => new Map<string, Value>(Object.entries(sample)))
  await records.append({
    customers: given.map((attributes, position) => ({
      id: `${position % 100}`,
      since: position,
      attributes,
    })),
    events: given.map((properties, position) => ({
      id: `${position}`,
      customer: `${position % 100}`,
      event: 'e',
      at: position,
      properties,
    })),
  })
  for (let customer = 0; customer < 100; customer++) {
    const record = await records.customer(String(customer), Number.MAX_SAFE_INTEGER)
    const expected = given.filter((_, position) => position % 100 === customer).map(kept)
    expect(record?.events.map(event => event.properties)).toEqual(expected)
    expect(record?.attributes).toEqual(new Map(expected.flatMap(one => [...one])))
  }
}, 60_000)

function kept(sample: ReadonlyMap<string, Value>): Map<string, Value> {
  const typed = types.flatMap(type => {
    const value = sample.get(type)
    return value === undefined ? [] : [[type, storableValue(type, value, type)] as const]
  })
  return new Map(typed)
}

test('money as text and back is the same money, whatever its size', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), amount => {
      expect(BigInt(readMoney(decimalText(amount)))).toBe(amount)
      expect(BigInt(readMoney(decimalText(amount).replace(/\.?0+$/, '')))).toBe(amount)
    }),
  )
})
