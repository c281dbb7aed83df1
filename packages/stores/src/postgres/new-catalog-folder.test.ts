import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { makeCatalogFolder } from './new-catalog-folder.ts'
import { openEmbeddedCatalog } from './open-embedded-catalog.ts'

const root = mkdtempSync(join(tmpdir(), 'kindred-new-catalog-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function currentVersion(folder: string): Promise<unknown> {
  const catalog = await openEmbeddedCatalog({ folder })
  await catalog.migrate()
  const current = await catalog.definitions.current()
  await catalog.close()
  return current
}

test('where no copy was prepared, a database is made from nothing', async () => {
  const folder = join(root, 'from-nothing')
  await makeCatalogFolder(folder, join(root, 'none'))
  expect(existsSync(join(folder, 'PG_VERSION'))).toBe(true)
  expect(await currentVersion(folder)).toBeUndefined()
})

test('what a killed process has left is begun anew, and only its owner can read the folder', async () => {
  const folder = join(root, 'killed')
  mkdirSync(join(`${folder}.new`, 'base'), { recursive: true })
  writeFileSync(join(`${folder}.new`, 'base', 'half'), 'of a table')
  await makeCatalogFolder(folder)
  expect(existsSync(`${folder}.new`)).toBe(false)
  expect(existsSync(join(folder, 'base', 'half'))).toBe(false)
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(await currentVersion(folder)).toBeUndefined()
})

test('one that is there is left as it is', async () => {
  const folder = join(root, 'there')
  mkdirSync(folder)
  writeFileSync(join(folder, 'theirs'), '1')
  await makeCatalogFolder(folder)
  expect(existsSync(join(folder, 'theirs'))).toBe(true)
  expect(existsSync(join(folder, 'PG_VERSION'))).toBe(false)
})
