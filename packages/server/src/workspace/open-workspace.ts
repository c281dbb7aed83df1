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
  workspacePaths,
} from '@kindred/stores/workspace'
import type { Composition } from '../compose.ts'
import { ownerLink } from '../console/owner-link.ts'
import { ServerError } from '../errors.ts'
import type { CatchUpProgress } from '../live/live-host.ts'
import { followHolder } from './follow-holder.ts'
import { clientOf, type Reach, sendHere } from './reach.ts'

/** A workspace that can be asked, wherever it is being served. */
export interface OpenWorkspace {
  readonly client: Client
  /** Where others can reach it; absent where nothing has to be held. */
  readonly address?: string
  /** What opens the console in a browser, for whoever is shown it; only where this process serves it on a port. */
  readonly consoleLink?: string
  /** Whether this process serves it; if not, another does and goes on when this is closed. */
  readonly here: boolean
  /** Starts the live half and waits until it is filled; only where this process serves the workspace. */
  readonly startLive?: (progress?: CatchUpProgress) => Promise<void>
  /** Lets it go, once all that others are asking of it is answered. Not to be asked any more then. */
  close(): Promise<void>
}

export interface OpenOptions {
  /**
   * `serve`: from this process, or not at all. `follow`: only through the one that holds it. Default: from this process
   * when nobody holds it.
   */
  readonly how?: 'serve' | 'follow'
  /** Default 127.0.0.1; one that other machines can reach only once there is an admin who can sign in. */
  readonly host?: string
  /** Port on it; any that is free, when absent. */
  readonly port?: number
  /** A token that is accepted beside the lock's, which is another with each start. */
  readonly lastingToken?: string
  /** How much is logged to standard error; absent: nothing. */
  readonly logLevel?: string
  /** Milliseconds to wait for a holder that does not say yet where it serves; a first start on a busy machine takes some time. Default a minute. */
  readonly patience?: number
}

/**
 * Opens a workspace folder: in this process when nobody holds it, else through the process that does. While it is
 * open here it is served on the loopback too, under a token only this user can read, so that a second command works
 * beside the first; when the first ends before the second, the second takes over.
 *
 * @throws WorkspaceError `config_missing`, `workspace_held` by one who does not serve it, or by anyone where it is to be
 *   served here; ServerError `config_has_problems`, `admin_missing`, `port_not_usable`, `token_too_short`.
 *
 * @example
 * const { client, close } = await openWorkspace('shop')
 * const { segments } = await client.segments()
 * await close()
 */
export async function openWorkspace(folder: string, options: OpenOptions = {}): Promise<OpenWorkspace> {
  const reach = await reachWorkspace(resolve(folder), options)
  const { address, consoleLink, here, startLive } = reach
  const close = () => reach.close()
  return {
    client: clientOf(reach),
    here,
    close,
    ...(address === undefined ? {} : { address }),
    ...(consoleLink === undefined ? {} : { consoleLink }),
    ...(startLive === undefined ? {} : { startLive }),
  }
}

async function reachWorkspace(folder: string, options: OpenOptions): Promise<Reach> {
  checkOptions(options)
  const config = await readConfig(folder)
  if (options.how === 'follow') return followOnly(folder)
  const isEmbedded = config.warehouse.kind === 'embedded' || config.catalog.kind === 'embedded'
  if (!isEmbedded && options.how !== 'serve') {
    // Nothing has to be held; but one who serves it live should know of what changes.
    return (await followToNext(folder, options)) ?? serveHere(folder, config, undefined, options)
  }
  const lock = await lockOrHolder(folder, options)
  return 'send' in lock ? lock : serveHere(folder, config, lock, options)
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const SHORTEST_TOKEN = 16

function checkOptions({ lastingToken }: OpenOptions): void {
  if (lastingToken !== undefined && lastingToken.length < SHORTEST_TOKEN) {
    throw new ServerError('token_too_short', { shortest: SHORTEST_TOKEN })
  }
}

/** @throws ServerError `live_not_running` when nobody serves it. */
async function followOnly(folder: string): Promise<Reach> {
  const nobody = () => Promise.reject(new ServerError('live_not_running', {}))
  return (await followHolder(folder, nobody)) ?? nobody()
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
  options: OpenOptions,
): Promise<Reach> {
  const composed = await composeHere(folder, config, lock, options)
  const close = () => composed.close().finally(() => lock?.release())
  const reach = { send: sendHere(composed), here: true, close, ...liveOf(composed, lock) }
  if (lock === undefined && options.port === undefined) return reach
  try {
    await checkHost(composed, options.host)
    const address = await listen(composed, options)
    lock?.announce(address)
    return { ...reach, address, consoleLink: ownerLink(address, composed.token) }
  } catch (error) {
    await close()
    throw error
  }
}

/** @throws ServerError `admin_missing`: other machines could reach what nobody guards. */
async function checkHost({ hasAdmin }: Composition, host: string | undefined): Promise<void> {
  if (host === undefined || LOOPBACK.includes(host) || (await hasAdmin())) return
  throw new ServerError('admin_missing', { host })
}

/** Only one process at a time may run it: the one that holds the folder. */
function liveOf({ startLive }: Composition, lock: WorkspaceLock | undefined): Pick<Reach, 'startLive'> {
  return lock === undefined ? {} : { startLive }
}

async function listen({ app }: Composition, { host = '127.0.0.1', port = 0 }: OpenOptions): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: 'something else listens there',
      EACCES: 'this user may not listen there',
      EADDRNOTAVAIL: 'this machine has no such address',
    }
    const reason = reasons[code]
    if (reason === undefined) throw error
    throw new ServerError('port_not_usable', { address: `${host}:${port}`, reason }, { cause: error })
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

/** Loads what serving takes, which those who ask another process need none of; the engine starts meanwhile. */
async function composeHere(
  folder: string,
  config: WorkspaceConfig,
  lock: WorkspaceLock | undefined,
  { lastingToken, logLevel }: OpenOptions,
): Promise<Composition> {
  try {
    const { openStores } = await import('./open-stores.ts')
    const [stores, { composeWorkspace }] = await Promise.all([
      openStores(config, workspacePaths(folder)),
      import('../compose.ts'),
    ])
    return await composeWorkspace({
      folder,
      config,
      stores,
      token: lock?.holder.token ?? randomBytes(24).toString('hex'),
      // Only an embedded catalog is this folder's own: a server's may have others working on it.
      alone: config.catalog.kind === 'embedded',
      author: userInfo().username,
      ...(lastingToken === undefined ? {} : { lastingToken }),
      ...(logLevel === undefined ? {} : { logLevel }),
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
      const held = options.how === 'serve' ? undefined : await followToNext(folder, options)
      if (held !== undefined) return held
      if (Date.now() >= until) throw error
      await pause(100)
    }
  }
}

function followToNext(folder: string, options: OpenOptions): Promise<Reach | undefined> {
  return followHolder(folder, () => reachWorkspace(folder, options))
}
