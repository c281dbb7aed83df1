import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedCatalog } from '../open-embedded-catalog.ts'

let made: Promise<string> | undefined

/**
 * Makes a folder with a database in it that nobody has put anything into, not even tables. Making one from nothing takes
 * seconds of work, so that it is done once in a process, and copied.
 */
export async function newCatalogFolder(folder: string): Promise<void> {
  made ??= emptyDatabase()
  cpSync(await made, folder, { recursive: true })
}

async function emptyDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-catalog-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const catalog = await openEmbeddedCatalog({ folder })
  await catalog.close()
  return folder
}
