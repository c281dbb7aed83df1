import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, test } from 'vitest'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import { Nodes } from '../nodes.ts'
import { tableName } from '../tables.ts'
import { testDatabase, testServer } from '../testing/test-server.ts'
import { batchStates, noteBatch } from './noted-batch.ts'
import { WriteLease } from './write-lease.ts'

const times = { heartbeat: 50, silence: 600, patience: 10_000 }
let nodes: Nodes

beforeEach(async () => {
  const { url, app } = await testServer()
  nodes = new Nodes({ nodes: [{ url, ...app }], database: testDatabase() })
  await nodes.command({ sql: `CREATE DATABASE ${nodes.database}` })
})

async function writers(): Promise<unknown[]> {
  const sql = `SELECT name FROM system.tables WHERE database = '${nodes.database}' AND startsWith(name, 'writer_') ORDER BY name`
  return (await nodes.first.rows({ sql })).map(row => row[0])
}

test('of many processes one writes at a time, and each comes to its turn', async () => {
  let inside = 0
  const turns: string[] = []
  const process = async (name: string) => {
    const lease = new WriteLease(nodes, times)
    for (let turn = 0; turn < 4; turn++) {
      await lease.run(async () => {
        expect(++inside).toBe(1)
        await pause(Math.random() * 10)
        turns.push(name)
        inside--
      })
    }
  }
  await Promise.all(['a', 'b', 'c', 'd'].map(process))
  expect(turns).toHaveLength(16)
  expect(await writers()).toEqual(['writer_16'])
})

test('one that died is followed after its silence, and not before', async () => {
  await new WriteLease(nodes, times).run(() => Promise.resolve())
  await nodes.command({
    sql: `CREATE TABLE ${tableName(nodes.database, 'writer_2')} AS ${tableName(nodes.database, 'writer_1')}`,
  })
  await nodes.first.insert(tableName(nodes.database, 'writer_2'), [
    { state: 'held', holder: 'one that died' },
  ])
  const since = Date.now()
  await new WriteLease(nodes, times).run(() => Promise.resolve())
  expect(Date.now() - since).toBeGreaterThanOrEqual(500)
})

test('one that died before it said a word is followed as well', async () => {
  await new WriteLease(nodes, times).run(() => Promise.resolve())
  await nodes.command({
    sql: `CREATE TABLE ${tableName(nodes.database, 'writer_2')} AS ${tableName(nodes.database, 'writer_1')}`,
  })
  const since = Date.now()
  await new WriteLease(nodes, times).run(() => Promise.resolve())
  expect(Date.now() - since).toBeGreaterThanOrEqual(500)
})

test('one that works for longer than the silence keeps it, and who cannot wait is told of it', async () => {
  const working = new WriteLease(nodes, times).run(() => pause(1_500))
  await pause(200)
  const impatient = new WriteLease(nodes, { ...times, patience: 100 }).run(() => Promise.resolve())
  await expect(impatient).rejects.toMatchObject({
    code: 'warehouse_busy',
    message: expect.stringContaining(`pid ${process.pid}`),
  })
  await working
  await new WriteLease(nodes, { ...times, patience: 100 }).run(() => Promise.resolve())
})

test('what fails lets go', async () => {
  const lease = new WriteLease(nodes, times)
  await expect(lease.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const since = Date.now()
  await lease.run(() => Promise.resolve())
  expect(Date.now() - since).toBeLessThan(500)
})

test('two processes that append at once: every event once, every batch a number of its own', async () => {
  const processes = [1, 2, 3].map(() => new ClickHouseRecords(nodes))
  await processes[0]?.migrate()
  const at = Date.UTC(2026, 0, 1)
  const batches = Array.from({ length: 9 }, (_, batch) =>
    [0, 1, 2].map(one => ({
      id: `${batch + one}`,
      customer: 'anna',
      event: 'visit',
      at,
      properties: new Map(),
    })),
  )
  const results = await Promise.all(
    batches.map((events, batch) => processes[batch % 3]?.append({ customers: [], events })),
  )
  const counts = await processes[0]?.counts()
  expect(counts).toMatchObject({ events: 11, customers: 1 })
  expect(results.reduce((sum, result) => sum + (result?.events ?? 0), 0)).toBe(11)
  expect(results.filter(result => result?.newCustomers === 1)).toHaveLength(1)
})

test('a batch that was taken back while its process slept is reported, not counted', async () => {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  const write = records.journal.write({
    kind: 'append',
    id: '',
    put: async batch => {
      await noteBatch(nodes, { batch, state: batchStates.undone, kind: 'append', id: '', result: '' })
    },
  })
  await expect(write).rejects.toMatchObject({ code: 'write_overtaken' })
  expect(await records.batch()).toBe(0)
})
