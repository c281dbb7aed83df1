import type { CustomerPatch, EventRecord } from '@kindred/engine'
import type { Value } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { append } from '../memory/append.ts'
import { counts } from '../memory/counts.ts'
import { MemoryData } from '../memory/memory-data.ts'
import { ClickHouseRecords } from './clickhouse-records.ts'
import { testClusterNodes } from './testing/test-nodes.ts'

const schema = {
  attributes: new Map([
    ['a', 'number' as const],
    ['b', 'tags' as const],
  ]),
  events: new Map([['e', new Map([['p', 'money' as const]])]]),
}
const customer = fc.constantFrom('anna', 'berta', 'čeněk', "d'or")
const instant = fc.integer({ min: 0, max: 6 })
const patch: fc.Arbitrary<CustomerPatch> = fc.record({
  id: customer,
  since: instant,
  attributes: fc
    .record(
      {
        a: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
        b: fc.option(fc.subarray(['x', 'y']), { nil: undefined }),
      },
      { requiredKeys: [] },
    )
    .map(set => new Map<string, Value | undefined>(Object.entries(set))),
})
const event: fc.Arbitrary<EventRecord> = fc.record({
  id: fc.constantFrom('1', '2', '3', '4'),
  customer,
  event: fc.constant('e'),
  at: instant,
  properties: fc.integer({ min: 0, max: 5 }).map(amount => new Map([['p', amount]])),
})
const batch = fc.record({
  customers: fc.array(patch, { maxLength: 4 }),
  events: fc.array(event, { maxLength: 5 }),
})

test('two shards answer as memory does, whatever was sent, in whatever order, however often', async () => {
  const nodes = await testClusterNodes()
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare(schema)
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 5 }), async batches => {
      const data = new MemoryData()
      for (const table of ['events', 'customer_changes', 'customers', 'batches']) {
        await nodes.command({ sql: `TRUNCATE TABLE ${nodes.database}.${table}` })
      }
      for (const one of batches) expect(await records.append(one)).toEqual(append(data, schema, one))
      expect(await records.batch()).toBe(data.batch)
      expect(await records.counts()).toEqual(counts(data))
      for (const id of ['anna', 'čeněk']) {
        for (const asOf of [0, 2, 6])
          expect(await records.customer(id, asOf)).toEqual(data.customer(id, asOf))
      }
    }),
    { numRuns: 12, seed: 7 },
  )
}, 120_000)
