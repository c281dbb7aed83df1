import { warehouseLiveSuite } from '@kindred/engine/testing'
import { noImports } from '../memory/testing/no-imports.ts'
import { ClickHouseWarehouse } from './clickhouse-warehouse.ts'
import type { Nodes } from './nodes.ts'
import { PopulationQueries } from './population/population-queries.ts'
import { testClusterNodes, testNodes } from './testing/test-nodes.ts'

async function migrated(nodes: Nodes, kind: 'embedded' | 'cluster'): Promise<ClickHouseWarehouse> {
  const warehouse = new ClickHouseWarehouse({
    kind,
    nodes,
    imports: () => noImports,
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  return warehouse
}

warehouseLiveSuite({ name: 'embedded', open: async () => migrated(await testNodes(), 'embedded') })
warehouseLiveSuite({
  name: 'cluster',
  open: async () => migrated(await testClusterNodes(), 'cluster'),
  skipRequests: 'what is asked is looked at before any node is, and an id is one bound value on each',
})
