import { describe, expect, test } from 'vitest'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import { Nodes } from '../nodes.ts'
import { shardsOf } from '../shards-of.ts'
import { distributedName, tableName } from '../tables.ts'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { testCluster, testDatabase } from '../testing/test-server.ts'
import { migrate } from './migrate.ts'
import { currentVersion, migrations } from './migrations.ts'

async function versions(nodes: Nodes): Promise<unknown[]> {
  const sql = `SELECT max(version), any(position), any(nodes) FROM ${nodes.tables.schemaVersions}`
  return (await nodes.each(node => node.rows({ sql }))).flat()
}

const noon = Date.UTC(2026, 2, 1, 12)

/** What the first version of Kindred left: its tables, and a batch with one customer and one event. */
async function firstVersion(nodes: Nodes): Promise<void> {
  const { tables } = nodes
  const position = (await shardsOf(nodes, ['anna'])).get('anna')
  await nodes.each(async (node, at) => {
    await node.command({ sql: `CREATE DATABASE ${nodes.database}` })
    await node.command({
      sql: `CREATE TABLE ${tables.schemaVersions} (version UInt32, position UInt16, nodes UInt16, noted_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY version`,
    })
    for (const sql of migrations[0]?.statements(nodes) ?? []) await node.command({ sql })
    await node.insert(tables.schemaVersions, [{ version: 1, position: at, nodes: nodes.all.length }])
    for (const state of [1, 2, 3]) {
      await node.insert(tables.batches, [{ batch: 1, state, kind: 'append', id: '', result: '{}' }])
    }
    if (at !== position) return
    const row = { customer_id: 'anna', batch: 1 }
    await node.insert(tables.customerChanges, [{ ...row, since: '2026-03-01 12:00:00.000', sets: [] }])
    await node.insert(tables.customers, [
      { customer_id: 'anna', since: '2026-03-01 12:00:00.000', version: 1 },
    ])
    await node.insert(tables.events, [
      { ...row, at: '2026-03-01 12:00:00.000', event_id: '1', event: 'visit' },
    ])
  })
}

async function clusterNodes(database: string, order: readonly number[], cluster = 'kindred'): Promise<Nodes> {
  const shards = await testCluster()
  const nodes = order.flatMap(position => shards[position] ?? []).map(({ url, app }) => ({ url, ...app }))
  return new Nodes({ nodes, database, cluster })
}

describe('versions', () => {
  test('every node notes its version and its place', async () => {
    const nodes = await testClusterNodes()
    await migrate(nodes)
    expect(await versions(nodes)).toEqual([
      [currentVersion, 0, 2],
      [currentVersion, 1, 2],
    ])
  })

  test('what was left in the middle is finished', async () => {
    const statements = migrations.flatMap(migration => migration.statements)
    expect(statements.length).toBeGreaterThan(0)
    const nodes = await testClusterNodes()
    await nodes.first.command({ sql: `CREATE DATABASE ${nodes.database}` })
    const [some] = migrations.map(migration => migration.statements(nodes).slice(0, 3))
    for (const sql of some ?? []) await nodes.first.command({ sql })
    await migrate(nodes)
    await migrate(nodes)
    expect(await versions(nodes)).toEqual([
      [currentVersion, 0, 2],
      [currentVersion, 1, 2],
    ])
    expect(await new ClickHouseRecords(nodes).counts()).toMatchObject({ events: 0 })
  })

  test('a database of the first version is brought up, with all that is in it', async () => {
    const nodes = await testClusterNodes()
    await firstVersion(nodes)
    const old = await new ClickHouseRecords(nodes).health()
    expect(old.map(({ schemaVersion, problem }) => [schemaVersion, problem?.says])).toEqual(
      [1, 1].map(version => [version, expect.stringContaining(`schema version ${version}`)]),
    )
    const records = new ClickHouseRecords(nodes)
    await records.migrate()
    expect(await versions(nodes)).toEqual([
      [currentVersion, 0, 2],
      [currentVersion, 1, 2],
    ])
    const visit = { id: '2', customer: 'anna', event: 'visit', at: noon, properties: new Map() }
    const transition = { seq: 1, at: noon, kind: 'segment', definition: 's', from: 'out', to: 'in' } as const
    await records.deliver({
      id: 'first',
      customers: [],
      events: [visit, { ...visit, id: '1' }],
      transitions: [{ ...transition, customer: 'anna', cause: 'merge' }],
    })
    await records.merge({ id: 'm', from: 'anna', into: 'berta', at: noon })
    expect((await records.customer('berta', noon))?.events.map(({ id }) => id)).toEqual(['1', '2'])
    expect(await records.counts()).toMatchObject({ customers: 1, events: 2 })
    const all = tableName(nodes.database, distributedName('live_transitions'))
    expect(await nodes.first.rows({ sql: `SELECT customer_id FROM ${all}` })).toEqual([['anna']])
  })

  test('a newer one on any node is refused by name, and nothing is changed', async () => {
    const nodes = await testClusterNodes()
    await migrate(nodes)
    const [, second] = nodes.all
    await second?.insert(nodes.tables.schemaVersions, [
      { version: currentVersion + 1, position: 1, nodes: 2 },
    ])
    await expect(migrate(nodes)).rejects.toMatchObject({ code: 'schema_newer', node: second?.name })
    const [healthy, newer] = await new ClickHouseRecords(nodes).health()
    expect(healthy?.problem).toBeUndefined()
    expect(newer).toMatchObject({
      reachable: true,
      schemaVersion: currentVersion + 1,
      problem: { says: expect.stringContaining(`schema version ${currentVersion + 1}`) },
    })
  })
})

describe('nodes', () => {
  test('in another order, fewer or more than they were are refused: customers would not be found', async () => {
    const database = testDatabase()
    await migrate(await clusterNodes(database, [0, 1]))
    await expect(migrate(await clusterNodes(database, [1, 0]))).rejects.toMatchObject({
      code: 'nodes_changed',
    })
    await expect(migrate(await clusterNodes(database, [0]))).rejects.toThrow(
      'was node 1 of 2, and is now listed as node 1 of 1',
    )
  })

  test('listed in another order than their cluster is are refused', async () => {
    const nodes = await clusterNodes(testDatabase(), [1, 0])
    await expect(migrate(nodes)).rejects.toMatchObject({ code: 'nodes_changed' })
  })

  test('of a cluster that the servers do not know are refused with its name', async () => {
    const nodes = await clusterNodes(testDatabase(), [0, 1], 'elsewhere')
    await expect(migrate(nodes)).rejects.toThrow("knows no cluster 'elsewhere' with 2 shards")
  })
})

describe('health', () => {
  test('before the first migration says that there are no tables', async () => {
    const nodes = await testNodes()
    const [node] = await new ClickHouseRecords(nodes).health()
    expect(node).toMatchObject({
      reachable: true,
      schemaVersion: 0,
      problem: { says: expect.stringContaining('no tables') },
    })
  })

  test('tells versions, and who cannot be reached', async () => {
    const [first] = await testCluster()
    const nodes = new Nodes({
      nodes: [
        { url: first?.url ?? '', ...(first?.app ?? { user: '', password: '' }) },
        { url: 'http://127.0.0.1:1', user: 'app', password: 'x' },
      ],
      database: testDatabase(),
    })
    const [here, gone] = await new ClickHouseRecords(nodes).health()
    expect(here).toMatchObject({ reachable: true, engineVersion: expect.stringMatching(/^26\./) })
    expect(gone).toMatchObject({
      node: 'http://127.0.0.1:1',
      reachable: false,
      problem: { says: expect.any(String) },
    })
  })
})
