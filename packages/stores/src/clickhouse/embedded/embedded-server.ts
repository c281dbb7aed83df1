import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { machineMemory } from '../../workspace/machine-memory.ts'
import { WarehouseError } from '../errors.ts'
import { recordServer, refuseLivingServer } from './access-record.ts'
import { engineLibrary } from './engine-library.ts'
import { type EngineProcess, forkEngine, logTail } from './engine-process.ts'
import { freePorts, isAnyTaken } from './free-ports.ts'
import {
  appUser,
  type ClusterShards,
  readerUser,
  type ServerSettings,
  serverPaths,
  writeServerFiles,
} from './server-files.ts'

export interface EmbeddedOptions {
  /** Where the data lies; made when it is not there. One server at a time. */
  readonly folder: string
  /** Bytes the server may use; half of the machine's memory when not given. */
  readonly memory?: number
  /** Databases the users may reach: all whose name begins with this. Default `kindred`. */
  readonly databases?: string
  /** Where ports come from; free ones of the loopback when not given. Asked again when one turns out to be taken. */
  readonly ports?: (count: number) => Promise<readonly number[]>
}

export interface EmbeddedServer {
  readonly url: string
  readonly folder: string
  readonly pid: number
  /** Reads and writes our databases. */
  readonly app: Login
  /** For anything a person wrote: reads our databases, nothing else. */
  readonly reader: Login
  /** Why it stopped by itself; `undefined` while it runs. */
  readonly stopped: string | undefined
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export interface Login {
  readonly user: string
  readonly password: string
}

/**
 * Starts ClickHouse on a folder, as a child process on loopback that ends when this process does.
 *
 * What was acknowledged survives a kill at any instant. Passwords are new at each start, and are kept in
 * memory and in `access.json`, which only this user can read.
 *
 * @throws WarehouseError `engine_not_for_this_platform`, `engine_not_installed`, `warehouse_in_use`, `engine_did_not_start`
 *
 * Cost: about 0.2 s on a folder that was used before, 0.4 s on a new one; 256 MB of memory at rest.
 *
 * @example
 * await using server = await startEmbedded({ folder: '.kindred/warehouse' })
 * await fetch(`${server.url}/ping`)
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const [server] = await startAll([options])
  if (server === undefined)
    throw new WarehouseError('engine_did_not_start', { reason: 'nothing was asked for', log: '' })
  return server
}

/**
 * Starts several servers that know each other as the shards of one cluster, in order.
 *
 * @example
 * const shards = await startEmbeddedCluster('kindred', [{ folder: 'a' }, { folder: 'b' }])
 */
export function startEmbeddedCluster(
  name: string,
  shards: readonly EmbeddedOptions[],
): Promise<EmbeddedServer[]> {
  return startAll(shards, name)
}

const tries = 5

async function startAll(all: readonly EmbeddedOptions[], cluster?: string): Promise<EmbeddedServer[]> {
  const library = engineLibrary()
  for (const { folder } of all) await refuseLivingServer(resolve(folder))
  for (let attempt = 1; ; attempt++) {
    const settings = await settingsOf(all, cluster)
    const started = await Promise.allSettled(settings.map(one => start(library, one)))
    const failure = started.find(one => one.status === 'rejected')
    if (failure === undefined) return started.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    await Promise.all(started.map(one => (one.status === 'fulfilled' ? one.value.stop() : undefined)))
    // Another program may have taken a port between our asking for it and the engine's listening on it.
    if (attempt === tries || !(await isAnyTaken(settings.flatMap(portsOf)))) throw failure.reason
  }
}

async function settingsOf(
  all: readonly EmbeddedOptions[],
  cluster: string | undefined,
): Promise<ServerSettings[]> {
  const ports = await (all[0]?.ports ?? freePorts)(all.length * 2)
  const password = secret()
  const shards = ports.slice(all.length).map(tcpPort => ({ tcpPort }))
  return all.map((options, position) => ({
    folder: resolve(options.folder),
    httpPort: ports[position] ?? 0,
    memory: options.memory ?? Math.floor(machineMemory() / 2 / all.length),
    // Shards log in to each other with the same password.
    password: cluster === undefined ? secret() : password,
    readerPassword: secret(),
    databases: options.databases ?? 'kindred',
    ...(cluster === undefined ? {} : clusterSettings(cluster, password, shards, position)),
  }))
}

function clusterSettings(name: string, password: string, shards: ClusterShards['shards'], position: number) {
  return { tcpPort: shards[position]?.tcpPort ?? 0, cluster: { name, password, shards } }
}

async function start(library: string, settings: ServerSettings): Promise<EmbeddedServer> {
  await mkdir(settings.folder, { recursive: true, mode: 0o700 })
  await writeServerFiles(settings)
  const child = forkEngine(library, settings)
  try {
    await untilAnswering(child, settings)
    await recordServer(settings, child.pid)
  } catch (error) {
    await child.stop()
    throw error
  }
  return serverOf(child, settings)
}

function serverOf(child: EngineProcess, settings: ServerSettings): EmbeddedServer {
  const stop = async () => {
    await child.stop()
    await rm(serverPaths(settings.folder).access, { force: true })
  }
  return {
    url: urlOf(settings),
    folder: settings.folder,
    pid: child.pid,
    app: { user: appUser, password: settings.password },
    reader: { user: readerUser, password: settings.readerPassword },
    get stopped() {
      return child.end
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Far more than it takes: on a busy machine this very process may stand still for a while, as when the catalog opens. */
const startTimeout = 180_000
const answerTimeout = 60_000

/** Asks with our new password: whatever else might listen on that port cannot answer it. */
async function untilAnswering(child: EngineProcess, settings: ServerSettings): Promise<void> {
  const deadline = Date.now() + startTimeout
  while (!(await Promise.race([answers(settings), child.ended.then(() => false)]))) {
    if (child.end !== undefined) throw await didNotStart(settings.folder, child.end)
    if (Date.now() > deadline)
      throw await didNotStart(settings.folder, `no answer within ${startTimeout / 1000} s`)
    await pause(15)
  }
}

async function answers(settings: ServerSettings): Promise<boolean> {
  try {
    const response = await fetch(`${urlOf(settings)}/?query=SELECT%201`, {
      headers: { 'X-ClickHouse-User': appUser, 'X-ClickHouse-Key': settings.password },
      signal: AbortSignal.timeout(answerTimeout),
    })
    return response.ok && (await response.text()).trim() === '1'
  } catch {
    return false
  }
}

async function didNotStart(folder: string, end: string): Promise<WarehouseError> {
  const tail = await logTail(folder, 20)
  const reason = /Cannot lock file/.test(tail)
    ? 'another engine holds the folder'
    : (lastComplaint(tail) ?? end)
  return new WarehouseError('engine_did_not_start', { reason, log: serverPaths(folder).log })
}

function lastComplaint(tail: string): string | undefined {
  return /(?:Code: \d+\. )?DB::(?:Net)?Exception: ([^\n]{1,200})/.exec(tail)?.[1]
}

function portsOf({ httpPort, tcpPort }: ServerSettings): number[] {
  return tcpPort === undefined ? [httpPort] : [httpPort, tcpPort]
}

function urlOf(settings: ServerSettings): string {
  return `http://127.0.0.1:${settings.httpPort}`
}

function secret(): string {
  return randomBytes(24).toString('hex')
}
