import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWarehouse } from './open-warehouse.ts'
import { testClusterNodes } from './testing/test-nodes.ts'
import { testCluster, testFolder } from './testing/test-server.ts'

const event = { id: '1', customer: 'anna', event: 'visit', at: Date.UTC(2026, 0, 1), properties: new Map() }

test('an embedded warehouse keeps what it is given, is stopped when it is closed, and says so when it died', async () => {
  const folder = testFolder()
  const memory = 1024 ** 3
  const first = await openWarehouse({ kind: 'embedded', memory }, { folder })
  await first.migrate()
  await first.append({ customers: [], events: [event] })
  await first.close()

  const second = await openWarehouse({ kind: 'embedded', memory }, { folder })
  await second.migrate()
  expect(second.kind).toBe('embedded')
  expect(await second.counts()).toMatchObject({ events: 1, customers: 1 })
  const { server } = JSON.parse(readFileSync(join(folder, 'access.json'), 'utf8'))
  process.kill(server.pid, 'SIGKILL')
  await expect
    .poll(() => second.counts().catch((error: unknown) => error))
    .toMatchObject({ code: 'engine_stopped' })
  const [health] = await second.health()
  expect(health).toMatchObject({
    reachable: false,
    problem: {
      says: expect.stringContaining('signal SIGKILL'),
      remedy: expect.stringContaining(join(folder, 'engine.log')),
    },
  })
  await second.close()
})

test('the nodes of a cluster are used as they are, and left running', async () => {
  const { database } = await testClusterNodes()
  const shards = await testCluster()
  const nodes = shards.map(({ url, app }) => ({ url, ...app }))
  const warehouse = await openWarehouse(
    { kind: 'server', nodes, database, cluster: 'kindred' },
    { folder: testFolder() },
  )
  await warehouse.migrate()
  expect(warehouse.kind).toBe('cluster')
  await warehouse.append({ customers: [], events: [event] })
  expect(await warehouse.counts()).toMatchObject({ events: 1 })
  await warehouse.close()
  expect(shards.map(shard => shard.stopped)).toEqual([undefined, undefined])
})
