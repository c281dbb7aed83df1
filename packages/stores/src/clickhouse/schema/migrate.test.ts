import { describe, expect, test } from 'vitest'
import { ClickHouseRecords } from '../clickhouse-records.ts'
import { Nodes } from '../nodes.ts'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { testCluster, testDatabase } from '../testing/test-server.ts'
import { migrate } from './migrate.ts'
import { currentVersion, migrations } from './migrations.ts'

async function versions(nodes: Nodes): Promise<unknown[]> {
  const sql = `SELECT max(version), any(position), any(nodes) FROM ${nodes.tables.schemaVersions}`
  return (await nodes.each(node => node.rows({ sql }))).flat()
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
