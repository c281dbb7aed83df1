import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { RouteId } from '@kindred/api'
import type { Clock, EnginePorts, Warehouse } from '@kindred/engine'
import { localFiles } from '@kindred/stores/files'
import { MemoryCatalog, MemoryImports, MemoryWarehouse } from '@kindred/stores/memory'
import { type WorkspaceConfig, type WorkspacePaths, workspacePaths } from '@kindred/stores/workspace'
import type { FastifyInstance } from 'fastify'
import { createApp } from './http/create-app.ts'
import type { Handlers } from './http/handler.ts'
import { allHandlers } from './routes/handlers.ts'
import { refusingHandlers } from './routes/refusing-handlers.ts'
import { Uploads } from './uploads/uploads.ts'
import { type OpenedStores, openStores } from './workspace/open-stores.ts'
import { recoverWorkspace } from './workspace/recover.ts'

/** The application with everything it stands on. */
export interface Composition {
  readonly app: FastifyInstance
  readonly token: string
  /** Waits for requests that are being answered, then closes the stores. */
  close(): Promise<void>
}

export interface WorkspaceToCompose {
  readonly folder: string
  readonly config: WorkspaceConfig
  /** Of the lock, so that those who can read it can ask. */
  readonly token: string
  /** Whether nobody else can be working on these stores: then what a dead process left unfinished is ended. */
  readonly alone: boolean
  readonly author: string
}

/** The application on a workspace folder: embedded stores, or the servers its configuration names. */
export async function composeWorkspace(workspace: WorkspaceToCompose): Promise<Composition> {
  const { folder, config, token } = workspace
  const paths = workspacePaths(folder)
  const stores = await openStores(config, paths)
  const handlers = await handlersOn(stores, workspace, paths)
  return composition(handlers, token, () => closeStores(stores))
}

async function handlersOn(
  stores: OpenedStores,
  { folder, config, alone, author }: WorkspaceToCompose,
  paths: WorkspacePaths,
): Promise<Handlers<RouteId>> {
  const { warehouse, catalog, failure } = stores
  if (failure !== undefined || warehouse === undefined || catalog === undefined) {
    return refusingHandlers({ ...stores, folder })
  }
  const engine = { warehouse, catalog, clock: Date.now }
  await recoverWorkspace(engine, alone)
  return allHandlers({
    engine,
    files: localFiles,
    uploads: new Uploads(join(paths.data, 'uploads'), Date.now),
    setAside: paths.imports,
    folder,
    author,
    settings: config.settings,
    localFiles: true,
  })
}

async function closeStores({ warehouse, catalog }: OpenedStores): Promise<void> {
  await Promise.all([warehouse?.close(), catalog?.close()])
}

export interface MemoryOptions {
  readonly clock: Clock
  /** Folder for uploads. */
  readonly uploads: string
  /** Puts something between the engine and the warehouse, such as a delay. */
  readonly between?: (warehouse: Warehouse) => Warehouse
}

/** The application on stores in memory, for tests: the same routes, nothing outlives it. `engine` is what they work on. */
export function composeMemory(options: MemoryOptions): Composition & { readonly engine: EnginePorts } {
  const warehouse = new MemoryWarehouse(data => new MemoryImports(data))
  const catalog = new MemoryCatalog()
  const engine = { warehouse: options.between?.(warehouse) ?? warehouse, catalog, clock: options.clock }
  const handlers = allHandlers({
    engine,
    files: localFiles,
    uploads: new Uploads(options.uploads, options.clock),
    setAside: options.uploads,
    author: 'test',
    settings: {},
    localFiles: true,
  })
  const token = randomBytes(24).toString('hex')
  return { ...composition(handlers, token, () => closeStores({ warehouse, catalog })), engine }
}

function composition(
  handlers: Handlers<RouteId>,
  token: string,
  closeRest: () => Promise<void>,
): Composition {
  const app = createApp(handlers, { token, failed: reportDefect })
  return {
    app,
    token,
    async close() {
      await app.close()
      await closeRest()
    },
  }
}

/** A defect's message may hold a person's data: it is shown only to who asks for it. */
function reportDefect(error: unknown): void {
  if (process.env.KINDRED_DEBUG !== undefined) console.error(error)
}
