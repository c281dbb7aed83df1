import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Catalog } from '@kindred/engine'
import { applySuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { openEmbeddedCatalog } from '../postgres/open-embedded-catalog.ts'
import { ClickHouseWarehouse } from './clickhouse-warehouse.ts'
import type { Nodes } from './nodes.ts'
import { PopulationQueries } from './population/population-queries.ts'
import { testClusterNodes, testNodes } from './testing/test-nodes.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-apply-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(nodes: Nodes, kind: 'embedded' | 'cluster', catalog: Catalog) {
  const warehouse = new ClickHouseWarehouse({
    kind,
    nodes,
    imports: () => noImports,
    population: of => new PopulationQueries(of),
    stop: () => Promise.resolve(),
  })
  await warehouse.migrate()
  await catalog.migrate()
  return { warehouse, catalog }
}

applySuite({
  name: 'embedded stores',
  open: async () =>
    open(await testNodes(), 'embedded', await openEmbeddedCatalog({ folder: join(folder, 'catalog') })),
})
applySuite({
  name: 'two shards',
  open: async () => open(await testClusterNodes(), 'cluster', new MemoryCatalog()),
})
