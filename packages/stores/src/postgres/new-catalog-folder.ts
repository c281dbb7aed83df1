import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

/** Made by `npm ci` in a checkout, part of the published package. */
const prepared = fileURLToPath(new URL('../../prepared/catalog', import.meta.url))

/** Packages hold no empty folders, and a database has some. */
const FOLDERS = 'folders.json'

/**
 * Makes the folder of a database that holds nothing yet, whole or not at all: a process killed in the midst leaves
 * only `<folder>.new`, which the next one begins anew. Does nothing where there is one.
 *
 * Cost: 0.1 s, since what `initdb` would make in three seconds of work is copied; those where no copy was prepared.
 *
 * @param from - What is copied, made by `prepareCatalogFolder`.
 */
export async function makeCatalogFolder(folder: string, from = prepared): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) return
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  if (existsSync(from)) await copyPrepared(from, unfinished)
  else await initialize(unfinished)
  await rename(unfinished, folder)
}

async function copyPrepared(from: string, folder: string): Promise<void> {
  await cp(join(from, 'data'), folder, { recursive: true })
  const folders: readonly string[] = JSON.parse(await readFile(join(from, FOLDERS), 'utf8'))
  for (const each of folders) await mkdir(join(folder, each), { recursive: true, mode: 0o700 })
}

async function initialize(folder: string): Promise<void> {
  const pglite = await PGlite.create({ dataDir: folder })
  await pglite.close()
}

/** Prepares what `makeCatalogFolder` copies, anew. */
export async function prepareCatalogFolder(): Promise<void> {
  await rm(prepared, { recursive: true, force: true })
  const data = join(prepared, 'data')
  await mkdir(data, { recursive: true })
  await initialize(data)
  const entries = readdirSync(data, { recursive: true, withFileTypes: true })
  const folders = entries.filter(entry => entry.isDirectory())
  const paths = folders.map(({ parentPath, name }) => join(parentPath, name).slice(data.length + 1))
  await writeFile(join(prepared, FOLDERS), `${JSON.stringify(paths.sort())}\n`)
}
