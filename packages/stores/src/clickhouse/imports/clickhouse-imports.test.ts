import { warehouseImportsSuite } from '@kindred/engine/testing'
import { detectFile } from '../../files/detect-file.ts'
import { ClickHouseWarehouse } from '../clickhouse-warehouse.ts'
import type { Nodes } from '../nodes.ts'
import { PopulationQueries } from '../population/population-queries.ts'
import { testClusterNodes, testNodes } from '../testing/test-nodes.ts'
import { ClickHouseImports } from './clickhouse-imports.ts'

async function open(nodes: Nodes, kind: 'embedded' | 'cluster') {
  const warehouse = new ClickHouseWarehouse({
    kind,
    nodes,
    imports: (of, journal) => new ClickHouseImports(of, journal),
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  return warehouse
}

warehouseImportsSuite({
  name: 'embedded warehouse',
  open: async () => open(await testNodes(), 'embedded'),
  detect: detectFile,
})
warehouseImportsSuite({
  name: 'two shards',
  open: async () => open(await testClusterNodes(), 'cluster'),
  detect: detectFile,
  skipReading:
    'one node reads and converts for all, with the statements that the embedded warehouse was tried on',
  skipOwnRows:
    'a customer lies whole on one node, where the statements are those that the embedded warehouse was tried on',
})
