import { keptCutoffsSuite, pipelineSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { ClickHouseWarehouse } from './clickhouse-warehouse.ts'
import type { Nodes } from './nodes.ts'
import { PopulationQueries } from './population/population-queries.ts'
import { testClusterNodes, testNodes } from './testing/test-nodes.ts'

async function open(nodes: Nodes, kind: 'embedded' | 'cluster') {
  const warehouse = new ClickHouseWarehouse({
    kind,
    nodes,
    imports: () => noImports,
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  return { warehouse, catalog: new MemoryCatalog() }
}

const embedded = { name: 'embedded warehouse', open: async () => open(await testNodes(), 'embedded') }
pipelineSuite(embedded)
keptCutoffsSuite(embedded)
pipelineSuite({ name: 'two shards', open: async () => open(await testClusterNodes(), 'cluster') })
