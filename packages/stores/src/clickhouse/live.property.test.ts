import type { CustomerPatch, EventRecord, Warehouse } from '@kindred/engine'
import type { Value } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryWarehouse } from '../memory/memory-warehouse.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { ClickHouseRecords } from './clickhouse-records.ts'
import { testClusterNodes } from './testing/test-nodes.ts'

type Records = Pick<
  Warehouse,
  | 'append'
  | 'deliver'
  | 'merge'
  | 'unmerge'
  | 'histories'
  | 'counts'
  | 'customer'
  | 'batch'
  | 'liveTransitions'
>

const schema = {
  attributes: new Map([
    ['a', 'number' as const],
    ['b', 'tags' as const],
  ]),
  events: new Map([['e', new Map([['p', 'money' as const]])]]),
}
const ids = ['anna', 'berta', 'čeněk', "d'or", 'e']
const customer = fc.constantFrom(...ids)
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
  id: fc.constantFrom('1', '2', '3'),
  customer,
  event: fc.constant('e'),
  at: instant,
  properties: fc.integer({ min: 0, max: 5 }).map(amount => new Map([['p', amount]])),
})
const batch = fc.record({
  customers: fc.array(patch, { maxLength: 3 }),
  events: fc.array(event, { maxLength: 4 }),
})
const id = fc.constantFrom('1', '2', '3', '4')
const step = fc.oneof(
  batch.map(given => ({ name: 'append', run: (to: Records) => to.append(given) })),
  fc.tuple(id, batch).map(([own, given]) => ({
    name: 'deliver',
    run: (to: Records) => to.deliver({ ...given, id: own, transitions: [] }),
  })),
  fc.tuple(id, customer, customer).map(([own, from, into]) => ({
    name: 'merge',
    run: (to: Records) => to.merge({ id: own, from, into, at: 0 }),
  })),
  id.map(own => ({ name: 'unmerge', run: (to: Records) => to.unmerge({ id: own, at: 0 }) })),
)

test('two shards answer as memory does, whatever was delivered, merged and parted, in whatever order', async () => {
  const nodes = await testClusterNodes()
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare(schema)
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async steps => {
      const memory = new MemoryWarehouse(() => noImports)
      await memory.declare(schema)
      for (const table of ['events', 'customer_changes', 'customers', 'batches', 'merges']) {
        await nodes.command({ sql: `TRUNCATE TABLE ${nodes.database}.${table}` })
      }
      for (const { run } of steps) expect(await outcome(run(records))).toEqual(await outcome(run(memory)))
      expect(await view(records)).toEqual(await view(memory))
      const present = await nodes.each(node =>
        node.rows({
          sql: `SELECT customer_id, toUnixTimestamp64Milli(since), \`attribute$a\` FROM ${nodes.tables.customers} FINAL`,
        }),
      )
      const expected = await presentOf(memory)
      for (const one of expected) expect(present.flat()).toContainEqual(one)
    }),
    { numRuns: 8, seed: 7 },
  )
}, 240_000)

async function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => (error instanceof Error ? error.message : error))
}

async function view(warehouse: Records) {
  const histories = []
  const query = { asOf: 3, events: new Map([['e', { properties: ['p'] }]]) }
  for await (const history of warehouse.histories(query)) histories.push(history)
  const touched = []
  for await (const one of warehouse.histories({ asOf: 3, events: new Map(), sinceBatch: 3 }))
    touched.push(one.id)
  const customers = ids.flatMap(id => [2, 6].map(asOf => warehouse.customer(id, asOf)))
  return {
    batch: await warehouse.batch(),
    counts: await warehouse.counts(),
    histories,
    touched,
    customers: await Promise.all(customers),
  }
}

/** Everybody's row of present values, as they must stand in the table that holds them. */
async function presentOf(warehouse: Records): Promise<unknown[]> {
  const rows = []
  for await (const { id: own, since, attributes } of warehouse.histories({ asOf: 6, events: new Map() })) {
    rows.push([own, String(since), attributes.get('a')?.value ?? null])
  }
  return rows
}
