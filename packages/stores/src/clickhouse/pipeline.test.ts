import type { WarehouseImports } from '@kindred/engine'
import { pipelineSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { ClickHouseWarehouse } from './clickhouse-warehouse.ts'
import type { Nodes } from './nodes.ts'
import { PopulationQueries } from './population/population-queries.ts'
import { testClusterNodes, testNodes } from './testing/test-nodes.ts'

const refused = () => Promise.reject(new Error('these flows import no file'))
const noImports: WarehouseImports = { stage: refused, publish: refused, discard: refused }

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

pipelineSuite({ name: 'embedded warehouse', open: async () => open(await testNodes(), 'embedded') })
pipelineSuite({ name: 'two shards', open: async () => open(await testClusterNodes(), 'cluster') })
