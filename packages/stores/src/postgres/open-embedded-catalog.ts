import { setFlagsFromString } from 'node:v8'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { CatalogDatabase } from './catalog-database.ts'
import type { CatalogTables } from './catalog-schema.ts'
import { CatalogError } from './errors.ts'
import { makeCatalogFolder } from './new-catalog-folder.ts'
import { PostgresCatalog } from './postgres-catalog.ts'

/**
 * Opens the catalog of an embedded workspace: PostgreSQL inside this process, its data in a folder of its own.
 *
 * It does not lock the folder; whoever opens a workspace holds its lock. It runs on the caller's thread, so that
 * statements here are small ones. `migrate` has yet to be called.
 *
 * @param folder - Made when it is not there.
 * @throws CatalogError `catalog_folder_unreadable` when it cannot be made, read or recovered.
 *
 * @example
 * const catalog = await openEmbeddedCatalog({ folder: 'shop/.kindred/catalog' })
 * await catalog.migrate()
 */
export async function openEmbeddedCatalog({ folder }: { readonly folder: string }): Promise<PostgresCatalog> {
  const pglite = await open(folder)
  const kysely = new Kysely<CatalogTables>({ dialect: new PGliteDialect({ pglite }) })
  const name = { node: 'catalog', user: 'postgres', database: folder }
  return new PostgresCatalog('embedded', new CatalogDatabase(kysely, 'public', name))
}

/**
 * A catalog is some megabytes. Of PostgreSQL's usual 128 MB of buffers every page is touched once when it starts: 0.3 to
 * 0.6 s of each command, for memory that nothing is ever put into.
 */
const fewBuffers = ['-c', 'shared_buffers=16MB']

async function open(folder: string): Promise<PGlite> {
  keepCompiledCode()
  try {
    await makeCatalogFolder(folder)
    return await PGlite.create({
      dataDir: folder,
      startParams: [...PGlite.defaultStartParams, ...fewBuffers],
    })
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new CatalogError('catalog_folder_unreadable', { folder, reason }, { cause: thrown })
  }
}

/**
 * When V8 frees code of WebAssembly that is not needed any more, such as what PostgreSQL calls of JavaScript, it may not
 * find the page and ends the process (`Check failed: jit_page.has_value()`, nodejs/node#64500): seen while models were
 * trained beside a catalog. It is a few megabytes, which stay.
 */
function keepCompiledCode(): void {
  setFlagsFromString('--no-wasm-code-gc')
}
