import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { Redis } from 'iovalkey'

/** The server's program on this machine, or nothing. */
export const serverProgram: string | undefined = ['valkey-server', 'redis-server'].find(
  name => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
)

/** A server of a test's own, on a port and in a folder of its own. */
export class OwnServer {
  readonly port: number
  readonly #folder: string
  readonly #settings: readonly string[]
  #child: ChildProcess | undefined

  constructor(port: number, folder: string, settings: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#settings = settings
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it, again if need be, and waits until it answers. */
  async start(): Promise<void> {
    mkdirSync(this.#folder, { recursive: true })
    const place = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder]
    this.#child = spawn(serverProgram ?? '', [...place, '--save', '', ...this.#settings], { stdio: 'ignore' })
    const redis = new Redis(this.port, '127.0.0.1', { maxRetriesPerRequest: null, retryStrategy: () => 20 })
    redis.on('error', () => {})
    // With a password asked for, the refusal is an answer too.
    await redis.ping().catch(() => undefined)
    redis.disconnect()
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

export async function startOwnServer(folder: string, settings: readonly string[]): Promise<OwnServer> {
  const server = new OwnServer(await freePort(), folder, settings)
  await server.start()
  return server
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
