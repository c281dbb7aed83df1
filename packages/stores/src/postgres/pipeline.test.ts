import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipelineSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { MemoryWarehouse } from '../memory/memory-warehouse.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { openEmbeddedCatalog } from './open-embedded-catalog.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

pipelineSuite({
  name: 'embedded catalog',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-pipeline-'))
    folders.push(folder)
    const catalog = await openEmbeddedCatalog({ folder })
    await catalog.migrate()
    return { warehouse: new MemoryWarehouse(() => noImports), catalog }
  },
})
