import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ClickHouseRecords } from './clickhouse-records.ts'
import { type EmbeddedServer, startEmbeddedCluster } from './embedded/embedded-server.ts'
import { Nodes } from './nodes.ts'
import { shardsOf } from './shards-of.ts'
import { distributedName, tableName } from './tables.ts'
import { numberedBatch } from './testing/numbered-batch.ts'
import { numberedStretch } from './testing/numbered-stretch.ts'
import { testDatabase, testFolder } from './testing/test-server.ts'

/* Shards that are killed and started again, so not those that other tests share. */
const folder = testFolder()
const ever = Number.MAX_SAFE_INTEGER
let shards: EmbeddedServer[] = []
let nodes: Nodes
let records: ClickHouseRecords

async function start(): Promise<void> {
  const folders = ['shard-1', 'shard-2'].map(name => ({ folder: join(folder, name), memory: 1024 ** 3 }))
  shards = await startEmbeddedCluster('kindred', folders)
}

async function connect(database: string): Promise<void> {
  nodes = new Nodes({ nodes: shards.map(({ url, app }) => ({ url, ...app })), database, cluster: 'kindred' })
  records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare({
    attributes: new Map([['step', 'number']]),
    events: new Map([['visit', new Map([['step', 'number' as const]])]]),
  })
}

async function killSecond(): Promise<string> {
  process.kill(shards[1]?.pid ?? 0, 'SIGKILL')
  while (shards[1]?.stopped === undefined) await new Promise(resolve => setTimeout(resolve, 5))
  return nodes.all[1]?.name ?? ''
}

async function restart(): Promise<void> {
  await Promise.all(shards.map(shard => shard.stop()))
  await start()
  await connect(nodes.database)
}

beforeAll(start)
beforeEach(async () => {
  if (shards.some(shard => shard.stopped !== undefined)) {
    await Promise.all(shards.map(shard => shard.stop()))
    await start()
  }
  await connect(testDatabase())
})
afterAll(() => Promise.all(shards.map(shard => shard.stop())))

test('customers are divided between the nodes, each whole on one of them, as their cluster divides them', async () => {
  await records.append(numberedBatch(1))
  const { events, customerChanges, customers } = nodes.tables
  const ids = numberedBatch(1).customers.map(patch => patch.id)
  const place = await shardsOf(nodes, ids)
  expect(new Set(place.values())).toEqual(new Set([0, 1]))
  for (const table of [events, customerChanges, customers]) {
    const found = await nodes.each(node => node.rows({ sql: `SELECT DISTINCT customer_id FROM ${table}` }))
    for (const [position, rows] of found.entries()) {
      expect(rows.map(([id]) => place.get(String(id)))).toEqual(rows.map(() => position))
    }
  }
  const everywhere = tableName(nodes.database, distributedName('events'))
  const sql = `SELECT count(), uniqExact(_shard_num) FROM ${everywhere}`
  expect(await nodes.each(node => node.rows({ sql }))).toEqual([[['400', '2']], [['400', '2']]])
  await nodes.first.command({
    sql: `INSERT INTO ${everywhere} (customer_id, at, event_id, event, batch) SELECT customer_id, at, concat(event_id, ' again'), event, 99 FROM ${everywhere}`,
  })
  const [strangers] = await nodes.each((node, position) =>
    node.rows({ sql: `SELECT count() FROM ${events} WHERE cityHash64(customer_id) % 2 != ${position}` }),
  )
  expect(strangers).toEqual([['0']])
})

test('with a shard down, no question is answered in part: each is an error that names it', async () => {
  await records.append(numberedBatch(1))
  const gone = await killSecond()
  const named = { code: 'node_unreachable', node: gone, message: expect.stringContaining(gone) }
  await expect(records.counts()).rejects.toMatchObject(named)
  await expect(records.findCustomers('customer', 3)).rejects.toMatchObject(named)
  await expect(records.batch()).rejects.toMatchObject(named)
  const everything = { asOf: ever, events: new Map([['visit', { properties: ['step'] }]]) }
  await expect(all(records.histories(everything))).rejects.toMatchObject(named)
  await expect(all(records.histories({ ...everything, sinceBatch: 0 }))).rejects.toMatchObject(named)
  await expect(all(records.liveTransitions({ limit: 9 }))).rejects.toMatchObject(named)
  await expect(records.migrate()).rejects.toMatchObject(named)
  const declared = records.declare({ attributes: new Map([['more', 'text']]), events: new Map() })
  await expect(declared).rejects.toMatchObject(named)
  const ids = numberedBatch(1).customers.map(patch => patch.id)
  const place = await shardsOf(nodes, ids)
  for (const id of ids) {
    // Who is on the other is served: all of her is there.
    if (place.get(id) === 0) expect((await records.customer(id, ever))?.events).toHaveLength(40)
    else await expect(records.customer(id, ever)).rejects.toMatchObject(named)
  }
  const health = await records.health()
  expect(health.map(node => node.reachable)).toEqual([true, false])
  expect(health[1]?.problem?.says).toContain(gone)
})

test('a question through a distributed table names the shard as we call it', async () => {
  const gone = await killSecond()
  const everywhere = tableName(nodes.database, distributedName('events'))
  const reading = nodes.first.rows({ sql: `SELECT count() FROM ${everywhere}` })
  await expect(reading).rejects.toMatchObject({ code: 'shard_unreachable', node: gone })
  const writing = nodes.first.command({
    sql: `INSERT INTO ${everywhere} (customer_id, at, event_id, event, batch) SELECT toString(number), now64(3), toString(number), 'visit', 5 FROM numbers(100)`,
  })
  await expect(writing).rejects.toMatchObject({ code: 'shard_unreachable', node: gone })
})

test('an append that a shard did not take is not reported as done, and sent again it counts once', async () => {
  await records.append(numberedBatch(1))
  const gone = await killSecond()
  await expect(records.append(numberedBatch(2))).rejects.toMatchObject({
    code: 'node_unreachable',
    node: gone,
  })
  await restart()
  expect(await records.counts()).toMatchObject({ events: 400, customers: 10 })
  expect(await records.append(numberedBatch(2))).toEqual({ events: 400, duplicates: 0, newCustomers: 10 })
  expect(await records.counts()).toMatchObject({ events: 800, customers: 20 })
})

test('a stretch and a merge that a shard did not take are not done, and asked for again they are, once', async () => {
  await records.deliver(numberedStretch(1))
  const [from, into] = await onDifferentShards(numberedStretch(1).customers.map(({ id }) => id))
  const merge = { id: 'm', from, into, at: 0 }
  const gone = await killSecond()
  const named = { code: expect.stringMatching(/^(node|shard)_unreachable$/), node: gone }
  await expect(records.deliver(numberedStretch(2))).rejects.toMatchObject(named)
  await expect(records.merge(merge)).rejects.toMatchObject(named)
  await restart()
  expect(await records.counts()).toMatchObject({ events: 400, customers: 10 })
  await records.deliver(numberedStretch(2))
  await records.merge(merge)
  const again = await killSecond()
  await expect(records.unmerge(merge)).rejects.toMatchObject({ ...named, node: again })
  await restart()
  for (const number of [1, 2]) {
    await records.deliver(numberedStretch(number))
    await records.merge(merge)
  }
  expect(await records.customer(from, ever)).toBeUndefined()
  expect((await records.customer(into, ever))?.events).toHaveLength(80)
  expect(await records.counts()).toMatchObject({ events: 800, customers: 19 })
  expect(await all(records.liveTransitions({ limit: 99 }))).toHaveLength(20)
  await records.unmerge(merge)
  expect(await records.counts()).toMatchObject({ events: 800, customers: 20 })
  expect((await records.customer(from, ever))?.events).toHaveLength(40)
}, 60_000)

test('of who is erased nothing is left on either shard, copies of merges and the journal included, and no text names her', async () => {
  const ids = numberedStretch(1).customers.map(({ id }) => id)
  await records.deliver(numberedStretch(1))
  await records.deliver({ ...numberedStretch(1), id: 'again' })
  const [from, into] = await onDifferentShards(ids)
  await records.merge({ id: 'kept', from, into, at: 0 })
  const [other = '', another = ''] = ids.filter(id => id !== from && id !== into)
  await records.merge({ id: 'undone', from: other, into: another, at: 0 })
  await records.unmerge({ id: 'undone', at: 1 })
  expect(await records.joined([from])).toEqual([{ from, into }])
  expect(await records.joined([other])).toEqual([])
  const { rows } = await records.held([from, into, other])
  // Hers, those a merge copied, and those that the merge that was undone has left.
  expect([rows.get('events'), rows.get('deliveries'), rows.get('merges')]).toEqual([200, 1, 3])
  expect(await records.erase([from, into, other])).toEqual([])
  expect(await records.held([from, into, other])).toEqual({
    rows: new Map([...rows.keys()].map(what => [what, 0])),
    unreached: [],
  })
  expect(await records.counts()).toMatchObject({ customers: 7, events: 7 * 40 })
  expect((await records.customer(another, ever))?.events).toHaveLength(40)
  const told = `SELECT count() FROM system.mutations WHERE database = {database:String} AND command LIKE '%customer 1.%'`
  const params = { database: { type: 'String', value: nodes.database } }
  expect(await nodes.each(node => node.rows({ sql: told, params }))).toEqual([[['0']], [['0']]])
  const again = await records.deliver({ ...numberedStretch(1), id: 'again' })
  expect(again.duplicateEvents.map(({ customer }) => customer)).not.toContain(from)
  expect(again.duplicateEvents).toHaveLength(7 * 40)
})

test('with a shard down those on the other are erased, and the shard forgets its own once it is back', async () => {
  await records.deliver(numberedStretch(1))
  const both = await onDifferentShards(numberedStretch(1).customers.map(({ id }) => id))
  const gone = await killSecond()
  expect(await records.erase(both)).toEqual([{ node: gone, says: expect.stringContaining(gone) }])
  const { rows, unreached } = await records.held(both)
  expect([rows.get('events'), unreached]).toEqual([0, [{ node: gone, says: expect.any(String) }]])
  await restart()
  expect((await records.held(both)).rows.get('events')).toBe(40)
  expect(await records.erase(both)).toEqual([])
  expect((await records.held(both)).rows.get('events')).toBe(0)
  expect(await records.counts()).toMatchObject({ customers: 8, events: 8 * 40 })
}, 60_000)

test('shards killed while somebody is erased forget her when they are asked again, and nobody else', async () => {
  for (const [number, delay] of [20, 120].entries()) {
    await records.deliver(numberedStretch(number + 1))
    const [from, into] = await onDifferentShards(numberedStretch(number + 1).customers.map(({ id }) => id))
    await records.merge({ id: `m${number}`, from, into, at: 0 })
    const killing = new Promise<void>(resolve =>
      setTimeout(() => resolve(killSecond().then(() => undefined)), delay),
    )
    await records
      .erase([from, into])
      .catch(error => expect(error).toMatchObject({ node: expect.any(String) }))
    await killing
    await restart()
    expect(await records.erase([from, into])).toEqual([])
    const { rows } = await records.held([from, into])
    expect([...rows.values()].every(count => count === 0)).toBe(true)
    expect(await records.counts()).toMatchObject({ customers: 8 * (number + 1), events: 320 * (number + 1) })
  }
}, 60_000)

async function onDifferentShards(ids: readonly string[]): Promise<readonly [string, string]> {
  const place = await shardsOf(nodes, ids)
  const find = (position: number) => ids.find(id => place.get(id) === position) ?? ''
  return [find(0), find(1)]
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

test('shards killed while batches go in: each batch is there whole or not at all, once, on both', async () => {
  let next = 1
  for (const delay of [60, 150, 240]) {
    const killing = new Promise<void>(resolve =>
      setTimeout(() => resolve(killSecond().then(() => undefined)), delay),
    )
    const failed = await appendUntilError(number => records.append(numberedBatch(number)), next)
    await killing
    await restart()
    const { events, customers } = await records.counts()
    // All that were acknowledged; of the one that failed, all or nothing.
    expect([(failed - 1) * 400, failed * 400]).toContain(events)
    expect(customers).toBe(events / 40)
    await records.append(numberedBatch(failed))
    expect(await records.counts()).toMatchObject({ events: failed * 400, customers: failed * 10 })
    next = failed + 1
  }
}, 60_000)

/** The number of the batch that failed. */
async function appendUntilError(append: (number: number) => Promise<unknown>, from: number): Promise<number> {
  for (let number = from; ; number++) {
    const error = await append(number).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (error === undefined) continue
    expect(error).toMatchObject({ code: expect.stringMatching(/^(node|shard)_unreachable$/) })
    return number
  }
}
