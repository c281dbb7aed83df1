import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, createClient } from '@kindred/api'
import { describeProblem, hasErrors } from '@kindred/engine'
import {
  CONFIG_FILE,
  lockWorkspace,
  readWorkspaceConfig,
  type WorkspaceConfig,
  WorkspaceError,
  type WorkspaceLock,
  workspaceHolder,
} from '@kindred/stores/workspace'
import { type Composition, composeWorkspace } from '../compose.ts'
import { ServerError } from '../errors.ts'
import { IN_PROCESS, inProcessFetch } from '../http/in-process-fetch.ts'

/** A workspace that can be asked, wherever it is being served. */
export interface OpenWorkspace {
  readonly client: Client
  /** Where others can reach it; absent where nothing has to be held. */
  readonly address?: string
  /** Whether this process serves it; if not, another does and goes on when this is closed. */
  readonly here: boolean
  /** Lets it go, once all that others are asking of it is answered. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Port on the loopback; any that is free, when absent. */
  readonly port?: number
  /** Milliseconds to wait for a holder that does not say yet where it serves. */
  readonly patience?: number
}

/**
 * Opens a workspace folder: in this process when nobody holds it, else through the process that does. While it is
 * open here it is served on the loopback too, under a token only this user can read, so that a second command works
 * beside the first.
 *
 * @throws WorkspaceError `config_missing`, `workspace_held` by one who does not serve it; ServerError `config_has_problems`.
 *
 * @example
 * const { client, close } = await openWorkspace('shop')
 * const { segments } = await client.segments()
 * await close()
 */
export async function openWorkspace(folder: string, options: OpenOptions = {}): Promise<OpenWorkspace> {
  const path = resolve(folder)
  const config = await readConfig(path)
  const isEmbedded = config.warehouse.kind === 'embedded' || config.catalog.kind === 'embedded'
  if (!isEmbedded) return serveHere(path, config, undefined, options)
  const lock = await lockOrHolder(path, options.patience ?? 15_000)
  return 'client' in lock ? lock : serveHere(path, config, lock, options)
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
): Promise<OpenWorkspace> {
  const composed = await composeHere(folder, config, lock)
  const close = async (): Promise<void> => {
    await composed.close()
    lock?.release()
  }
  const opened = { client: clientHere(composed), here: true, close }
  if (lock === undefined && port === undefined) return opened
  try {
    const address = await composed.app.listen({ host: '127.0.0.1', port: port ?? 0 })
    lock?.announce(address)
    return { ...opened, address }
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

function clientHere({ app, token }: Composition): Client {
  return createClient({ fetch: inProcessFetch(app), baseUrl: IN_PROCESS, token })
}

/** The lock, or a client of the one who has it. One who is just starting is waited for. */
async function lockOrHolder(folder: string, patience: number): Promise<WorkspaceLock | OpenWorkspace> {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await lockWorkspace(folder)
    } catch (error) {
      if (!(error instanceof WorkspaceError) || error.code !== 'workspace_held') throw error
      const served = await servedByHolder(folder)
      if (served !== undefined) return served
      if (Date.now() >= until) throw error
      await pause(100)
    }
  }
}

async function servedByHolder(folder: string): Promise<OpenWorkspace | undefined> {
  const holder = workspaceHolder(folder)
  if (holder?.address === undefined || !(await answers(holder.address))) return undefined
  const { address, token } = holder
  const client = createClient({ fetch: globalThis.fetch, baseUrl: address, token })
  return { client, address, here: false, close: () => Promise.resolve() }
}

/** It may be closing just now: any answer, be it a refusal, shows that it is there. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(`${address}/v1`, { signal: AbortSignal.timeout(2_000) })
    return true
  } catch {
    return false
  }
}
