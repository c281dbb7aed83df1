import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@kindred/api'
import { describeProblem, hasErrors } from '@kindred/engine'
import {
  CONFIG_FILE,
  lockWorkspace,
  readWorkspaceConfig,
  type WorkspaceConfig,
  WorkspaceError,
  type WorkspaceLock,
} from '@kindred/stores/workspace'
import { type Composition, composeWorkspace } from '../compose.ts'
import { ServerError } from '../errors.ts'
import { followHolder } from './follow-holder.ts'
import { clientOf, type Reach, sendHere } from './reach.ts'

/** A workspace that can be asked, wherever it is being served. */
export interface OpenWorkspace {
  readonly client: Client
  /** Where others can reach it; absent where nothing has to be held. */
  readonly address?: string
  /** Whether this process serves it; if not, another does and goes on when this is closed. */
  readonly here: boolean
  /** Lets it go, once all that others are asking of it is answered. Not to be asked any more then. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Port on the loopback; any that is free, when absent. */
  readonly port?: number
  /** Milliseconds to wait for a holder that does not say yet where it serves; a first start on a busy machine takes some time. Default a minute. */
  readonly patience?: number
}

/**
 * Opens a workspace folder: in this process when nobody holds it, else through the process that does. While it is
 * open here it is served on the loopback too, under a token only this user can read, so that a second command works
 * beside the first; when the first ends before the second, the second takes over.
 *
 * @throws WorkspaceError `config_missing`, `workspace_held` by one who does not serve it; ServerError `config_has_problems`.
 *
 * @example
 * const { client, close } = await openWorkspace('shop')
 * const { segments } = await client.segments()
 * await close()
 */
export async function openWorkspace(folder: string, options: OpenOptions = {}): Promise<OpenWorkspace> {
  const reach = await reachWorkspace(resolve(folder), options)
  const { address, here } = reach
  const close = () => reach.close()
  return { client: clientOf(reach), here, close, ...(address === undefined ? {} : { address }) }
}

async function reachWorkspace(folder: string, options: OpenOptions): Promise<Reach> {
  const config = await readConfig(folder)
  const isEmbedded = config.warehouse.kind === 'embedded' || config.catalog.kind === 'embedded'
  if (!isEmbedded) return serveHere(folder, config, undefined, options)
  const lock = await lockOrHolder(folder, options)
  return 'send' in lock ? lock : serveHere(folder, config, lock, options)
}

/**
 * Serves the workspace from this process.
 *
 * @param lock - Absent when nothing of the folder has to be held: then it is served on a port only when one is asked for.
 */
async function serveHere(
  folder: string,
  config: WorkspaceConfig,
  lock: WorkspaceLock | undefined,
  { port }: OpenOptions,
): Promise<Reach> {
  const composed = await composeHere(folder, config, lock)
  const close = () => composed.close().finally(() => lock?.release())
  const reach = { send: sendHere(composed), here: true, close }
  if (lock === undefined && port === undefined) return reach
  try {
    const address = await composed.app.listen({ host: '127.0.0.1', port: port ?? 0 })
    lock?.announce(address)
    return { ...reach, address }
  } catch (error) {
    await close()
    throw error
  }
}

async function readConfig(folder: string): Promise<WorkspaceConfig> {
  const { config, problems } = await readWorkspaceConfig(folder)
  if (config !== undefined) return config
  const errors = problems.filter(problem => hasErrors([problem]))
  const [first] = errors.map(describeProblem)
  throw new ServerError('config_has_problems', {
    file: CONFIG_FILE,
    first: first ?? '',
    count: errors.length,
  })
}

async function composeHere(
  folder: string,
  config: WorkspaceConfig,
  lock: WorkspaceLock | undefined,
): Promise<Composition> {
  try {
    return await composeWorkspace({
      folder,
      config,
      token: lock?.holder.token ?? randomBytes(24).toString('hex'),
      // Only an embedded catalog is this folder's own: a server's may have others working on it.
      alone: config.catalog.kind === 'embedded',
      author: userInfo().username,
    })
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** The lock, or a way to the one who has it. One who is just starting is waited for. */
async function lockOrHolder(folder: string, options: OpenOptions): Promise<WorkspaceLock | Reach> {
  const until = Date.now() + (options.patience ?? 60_000)
  for (;;) {
    try {
      return await lockWorkspace(folder)
    } catch (error) {
      if (!(error instanceof WorkspaceError) || error.code !== 'workspace_held') throw error
      const held = await followHolder(folder, () => reachWorkspace(folder, options))
      if (held !== undefined) return held
      if (Date.now() >= until) throw error
      await pause(100)
    }
  }
}
