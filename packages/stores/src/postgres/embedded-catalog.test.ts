import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { openEmbeddedCatalog } from './open-embedded-catalog.ts'
import { newCatalogFolder } from './testing/new-catalog-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-catalog-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

catalogSuite({
  name: 'catalog embedded (PGlite)',
  lasting: true,
  async open(key) {
    const own = join(folder, key)
    // One of them is made from nothing, as a workspace's is.
    if (!existsSync(own) && key !== 'lasting') await newCatalogFolder(own)
    const catalog = await openEmbeddedCatalog({ folder: own })
    await catalog.migrate()
    return catalog
  },
})
