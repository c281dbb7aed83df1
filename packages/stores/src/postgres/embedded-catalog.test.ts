import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalogSuite } from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { openEmbeddedCatalog } from './open-embedded-catalog.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-catalog-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

catalogSuite({
  name: 'catalog embedded (PGlite)',
  lasting: true,
  async open(key) {
    const own = join(folder, key)
    const catalog = await openEmbeddedCatalog({ folder: own })
    await catalog.migrate()
    return catalog
  },
})
