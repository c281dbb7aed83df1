import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WorkspaceError } from './errors.ts'
import { heartbeat, holds, type LockHolder, ownHold, readHolder } from './lock-holder.ts'
import { workspacePaths } from './workspace-paths.ts'

/** This process's hold on a workspace. It ends with the process, however that ends. */
export interface WorkspaceLock {
  readonly holder: LockHolder
  /** Tells others where this process serves the workspace. */
  announce(address: string): void
  release(): void
  [Symbol.dispose](): void
}

/**
 * Takes the workspace for this process. Of any number of processes that try at once, one gets it; what a dead one
 * held is taken over.
 *
 * @param folder - The workspace's folder.
 * @throws WorkspaceError `workspace_held` names the holder: pid, host, since when, address.
 *
 * @example
 * using lock = await lockWorkspace('shop')
 */
export async function lockWorkspace(folder: string): Promise<WorkspaceLock> {
  const { lock: path } = workspacePaths(folder)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const own = ownHold(randomBytes(24).toString('hex'))
  while (!create(path, own)) {
    const holder = readHolder(path)
    if (holder !== undefined && holds(holder, path)) throw held(folder, holder)
    if (takeOver(path, holder, own)) break
    // Another is taking it over just now, or has just let it go.
    await pause(5)
  }
  return new HeldLock(folder, path, own)
}

/** Who holds the workspace now; `undefined` when nobody does. */
export function workspaceHolder(folder: string): LockHolder | undefined {
  const { lock: path } = workspacePaths(folder)
  const holder = readHolder(path)
  return holder !== undefined && holds(holder, path) ? holder : undefined
}

class HeldLock implements WorkspaceLock {
  readonly #folder: string
  readonly #path: string
  readonly #heartbeat: NodeJS.Timeout
  readonly #onExit = () => this.release()
  #holder: LockHolder

  constructor(folder: string, path: string, holder: LockHolder) {
    this.#folder = folder
    this.#path = path
    this.#holder = holder
    this.#heartbeat = setInterval(() => this.#beat(), heartbeat.every).unref()
    process.once('exit', this.#onExit)
  }

  get holder(): LockHolder {
    return this.#holder
  }

  announce(address: string): void {
    this.#refuseLost()
    this.#holder = { ...this.#holder, address }
    replace(this.#path, this.#holder)
  }

  release(): void {
    clearInterval(this.#heartbeat)
    process.removeListener('exit', this.#onExit)
    if (this.#isOurs()) rmSync(this.#path, { force: true })
  }

  [Symbol.dispose](): void {
    this.release()
  }

  #beat(): void {
    const now = new Date()
    if (this.#isOurs()) utimesSync(this.#path, now, now)
  }

  #refuseLost(): void {
    if (!this.#isOurs()) throw new WorkspaceError('workspace_lock_lost', { folder: this.#folder })
  }

  #isOurs(): boolean {
    return readHolder(this.#path)?.token === this.#holder.token
  }
}

/** The file appears with all it says or not at all: a link to one that is finished, refused where there is one. */
function create(path: string, holder: LockHolder): boolean {
  const finished = write(path, holder)
  try {
    linkSync(finished, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(finished, { force: true })
  }
}

function replace(path: string, holder: LockHolder): void {
  renameSync(write(path, holder), path)
}

function write(path: string, holder: LockHolder): string {
  const finished = `${path}.${holder.token}`
  writeFileSync(finished, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  return finished
}

/**
 * Takes the place of a dead holder. Several may have found it dead; only who becomes its heir may touch the lock, and a
 * holder has one heir: without that, the slowest would remove the lock of the quickest.
 */
function takeOver(path: string, dead: LockHolder | undefined, own: LockHolder): boolean {
  const claim = claimOf(path, dead?.token ?? 'unreadable', own)
  if (claim === undefined) return false
  try {
    // While we became the heir, an earlier one may have finished.
    if (readHolder(path)?.token !== dead?.token) return false
    replace(path, own)
    return true
  } finally {
    for (const file of claim) rmSync(file, { force: true })
  }
}

/** The files that make us the heir, or `undefined` when another lives that is. An heir that died has an heir in turn. */
function claimOf(path: string, token: string, own: LockHolder): string[] | undefined {
  const file = `${path}.after-${token}`
  if (create(file, own)) return [file]
  const heir = readHolder(file)
  if (heir === undefined || holds(heir, file)) return undefined
  const further = claimOf(path, heir.token, own)
  return further === undefined ? undefined : [file, ...further]
}

function held(folder: string, { pid, host, since, address = '' }: LockHolder): WorkspaceError {
  return new WorkspaceError('workspace_held', { folder, pid, host, since, address })
}
