import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { ClickHouseWarehouse } from '../clickhouse/clickhouse-warehouse.ts'
import { ClickHouseImports } from '../clickhouse/imports/clickhouse-imports.ts'
import { PopulationQueries } from '../clickhouse/population/population-queries.ts'
import { testNodes } from '../clickhouse/testing/test-nodes.ts'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { MemoryImports } from '../memory/memory-imports.ts'
import { MemoryWarehouse } from '../memory/memory-warehouse.ts'
import { localFiles } from './local-files.ts'

const folder = await mkdtemp(join(tmpdir(), 'kindred-import-'))
afterAll(() => rm(folder, { recursive: true }))

const onDisk = {
  files: localFiles,
  write: async (name: string, content: string) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  },
  read: (path: string) => readFile(path, 'utf8'),
}

importSuite({
  name: 'memory',
  open: async () => ({
    warehouse: new MemoryWarehouse(data => new MemoryImports(data)),
    catalog: new MemoryCatalog(),
  }),
  ...onDisk,
})

importSuite({
  name: 'embedded warehouse',
  open: async () => {
    const warehouse = new ClickHouseWarehouse({
      kind: 'embedded',
      nodes: await testNodes(),
      imports: (nodes, journal) => new ClickHouseImports(nodes, journal),
      population: nodes => new PopulationQueries(nodes),
      stop: () => Promise.resolve(),
    })
    await warehouse.migrate()
    return { warehouse, catalog: new MemoryCatalog() }
  },
  ...onDisk,
})
