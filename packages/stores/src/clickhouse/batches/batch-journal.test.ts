import { beforeEach, describe, expect, test } from 'vitest'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import type { Nodes } from '../nodes.ts'
import { shardsOf } from '../shards-of.ts'
import { testClusterNodes } from '../testing/test-nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { BatchJournal, type BatchWrite } from './batch-journal.ts'
import { batchStates, newestBatch, noteBatch, openBatches } from './noted-batch.ts'

const noon = Date.UTC(2026, 2, 1, 12)
const ever = Number.MAX_SAFE_INTEGER
let nodes: Nodes
let records: ClickHouseRecords

beforeEach(async () => {
  nodes = await testClusterNodes()
  records = await reopened()
  await records.append({ customers: [], events: [event('first', 'anna')] })
})

/** As another process would find it. */
async function reopened(): Promise<ClickHouseRecords> {
  const next = new ClickHouseRecords(nodes)
  await next.migrate()
  return next
}

function event(id: string, customer: string) {
  return { id, customer, event: 'visit', at: noon, properties: new Map() }
}

const second = { batch: 2, kind: 'append', id: '', result: '{}' }

async function note(state: number, on: readonly WarehouseNode[] = nodes.all): Promise<void> {
  for (const node of on) await node.insert(nodes.tables.batches, [{ ...second, state }])
}

/** The rows of batch 2, as a process would have put them before it died. */
async function putRows(customers: readonly string[]): Promise<void> {
  const shards = await shardsOf(nodes, customers)
  const at = '2026-03-01 12:00:00.000'
  for (const [position, node] of nodes.all.entries()) {
    const ids = customers.filter(customer => shards.get(customer) === position)
    await node.insert(
      nodes.tables.customerChanges,
      ids.map(id => ({ customer_id: id, since: at, batch: 2, sets: [] })),
    )
    await node.insert(
      nodes.tables.events,
      ids.map(id => ({ customer_id: id, at, event_id: `of ${id}`, event: 'visit', batch: 2 })),
    )
  }
}

const several = ['berta', 'cyril', 'dora', 'emil', 'filip']

describe('a process died', () => {
  test('before its batch was written: readers pass over it, and the next process undoes it', async () => {
    await note(batchStates.begun)
    await putRows(several)
    expect((await records.counts()).events).toBe(1)
    expect(await records.customer('berta', ever)).toBeUndefined()
    expect(await records.findCustomers('b', 9)).toEqual([])
    expect(await records.batch()).toBe(1)
    await reopened()
    const rows = await nodes.each(node =>
      node.rows({ sql: `SELECT count() FROM ${nodes.tables.events} WHERE batch = 2` }),
    )
    expect(rows.flat()).toEqual([['0'], ['0']])
  })

  test('before its batch was written: sent again it counts once, under a number of its own', async () => {
    await note(batchStates.begun)
    await putRows(several)
    const events = several.map(id => event(`of ${id}`, id))
    expect(await records.append({ customers: [], events })).toMatchObject({ events: 5, newCustomers: 5 })
    expect((await records.counts()).events).toBe(6)
    expect(await records.batch()).toBe(3)
  })

  test('when one node had noted its batch and the other had not: it counts', async () => {
    await note(batchStates.begun)
    await putRows(several)
    await note(batchStates.written, nodes.all.slice(0, 1))
    expect(await records.batch()).toBe(1)
    const next = await reopened()
    expect(await next.batch()).toBe(2)
    expect((await next.counts()).events).toBe(6)
  })

  test('before the present values were derived: the next process derives them', async () => {
    await note(batchStates.begun)
    await putRows(several)
    await note(batchStates.written)
    await reopened()
    const sql = `SELECT customer_id FROM ${nodes.tables.customers} FINAL ORDER BY customer_id`
    const present = (await nodes.each(node => node.rows({ sql }))).flat().map(row => row[0])
    expect(present.sort()).toEqual(['anna', ...several])
  })
})

describe('an import', () => {
  const puts: number[] = []
  const write = (id: string): BatchWrite<number> => ({
    kind: 'import',
    id,
    put: async batch => {
      puts.push(batch)
      await putRows([])
      return batch * 100
    },
    revive: result => Number(result),
  })
  beforeEach(() => {
    puts.length = 0
  })

  test('published again gives its first result and writes nothing', async () => {
    expect(await records.journal.write(write('a'))).toBe(200)
    expect(await records.journal.write(write('a'))).toBe(200)
    expect(await (await reopened()).journal.write(write('a'))).toBe(200)
    expect(puts).toEqual([2])
    expect(await records.journal.write(write('b'))).toBe(300)
  })

  test('left in the middle keeps its number until it is published again, whoever writes in between', async () => {
    await noteBatch(nodes, { ...second, kind: 'import', id: 'a', state: batchStates.begun })
    const next = await reopened()
    await next.append({ customers: [], events: [event('later', 'berta')] })
    expect(await newestBatch(nodes)).toBe(3)
    expect(await next.journal.write(write('a'))).toBe(200)
    expect(puts).toEqual([2])
    expect(await openBatches(nodes, 'a')).toMatchObject([
      { batch: 2, state: batchStates.settled },
      { batch: 3 },
    ])
  })

  test('that fails is not noted as written, and can be published again', async () => {
    const failing = { ...write('a'), put: () => Promise.reject(new Error('no space')) }
    await expect(records.journal.write(failing)).rejects.toThrow('no space')
    expect(await records.batch()).toBe(1)
    expect(await records.journal.write(write('a'))).toBe(200)
  })
})

test('a write waits for the one before it, also for one that fails', async () => {
  const order: string[] = []
  const slow = (name: string, fails: boolean): BatchWrite<string> => ({
    kind: 'append',
    id: '',
    put: async () => {
      order.push(`${name} begins`)
      await new Promise(resolve => setTimeout(resolve, 30))
      order.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    },
  })
  const results = await Promise.allSettled([
    records.journal.write(slow('one', true)),
    records.journal.write(slow('two', false)),
  ])
  expect(results.map(result => result.status)).toEqual(['rejected', 'fulfilled'])
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('the journal keeps the latest batches and whatever can be asked for later; forgotten ones count on', async () => {
  const journal = new BatchJournal(nodes, async () => {}, 3)
  const write = (kind: 'append' | 'delivery' | 'import', id: string): BatchWrite<number> => ({
    kind,
    id,
    put: async batch => batch,
    revive: Number,
  })
  expect(await journal.write(write('import', 'a'))).toBe(2)
  expect(await journal.write(write('delivery', 'a'))).toBe(3)
  for (const number of [4, 5, 6]) expect(await journal.write(write('append', ''))).toBe(number)
  expect(await journal.write(write('delivery', 'a'))).toBe(3)
  for (const number of [7, 8]) expect(await journal.write(write('append', ''))).toBe(number)
  expect(await journal.write(write('import', 'a'))).toBe(2)
  const sql = `SELECT DISTINCT batch FROM ${nodes.tables.batches} ORDER BY batch`
  const noted = await nodes.each(async node => (await node.rows({ sql })).flat())
  expect(noted).toEqual(nodes.all.map(() => [2, 5, 6, 7, 8]))
  expect(await journal.newest()).toBe(8)
  expect((await records.counts()).events).toBe(1)
})
