import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erasureSuite, type LiveSuite, liveSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { ClickHouseWarehouse } from '../clickhouse/clickhouse-warehouse.ts'
import { PopulationQueries } from '../clickhouse/population/population-queries.ts'
import { testNodes } from '../clickhouse/testing/test-nodes.ts'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { openLmdbProfiles } from './open-lmdb-profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-live-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let opened = 0

const suite: LiveSuite = {
  name: 'LMDB and the embedded warehouse',
  open: async () => {
    opened += 1
    const warehouse = new ClickHouseWarehouse({
      kind: 'embedded',
      nodes: await testNodes(),
      imports: () => noImports,
      population: of => new PopulationQueries(of),
      stop: () => Promise.resolve(),
    })
    await warehouse.migrate()
    const profiles = await openLmdbProfiles({ folder: join(folder, String(opened)) })
    return { warehouse, catalog: new MemoryCatalog(), profiles }
  },
}
liveSuite(suite)
erasureSuite(suite)
