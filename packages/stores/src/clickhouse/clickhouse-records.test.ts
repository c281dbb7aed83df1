import { warehouseSuite } from '@kindred/engine/testing'
import { ClickHouseRecords } from './clickhouse-records.ts'
import type { Nodes } from './nodes.ts'
import { testClusterNodes, testNodes } from './testing/test-nodes.ts'

async function migrated(nodes: Nodes): Promise<ClickHouseRecords> {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  return records
}

warehouseSuite({ name: 'embedded', open: async () => migrated(await testNodes()) })
warehouseSuite({ name: 'cluster', open: async () => migrated(await testClusterNodes()) })
