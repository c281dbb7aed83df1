import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Redis, type RedisOptions } from 'iovalkey'
import type { OwnCertificate } from './own-certificate.ts'

/** The server's program on this machine, or nothing. */
export const serverProgram: string | undefined = ['valkey-server', 'redis-server'].find(
  name => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
)

/** A server of a test's own, on a port and in a folder of its own. */
export class OwnServer {
  readonly port: number
  readonly #folder: string
  readonly #settings: readonly string[]
  readonly #certificate: OwnCertificate | undefined
  #child: ChildProcess | undefined

  /** @param certificate - Of one that is only reached through TLS. */
  constructor(port: number, folder: string, settings: readonly string[], certificate?: OwnCertificate) {
    this.port = port
    this.#folder = folder
    this.#settings = settings
    this.#certificate = certificate
  }

  get url(): string {
    return `${this.#certificate === undefined ? 'redis' : 'rediss'}://127.0.0.1:${this.port}`
  }

  /** How a client of the test's own reaches it: whatever host its certificate is for, and if it asks for another one. */
  get options(): RedisOptions {
    const place = { host: '127.0.0.1', port: this.port }
    if (this.#certificate === undefined) return place
    const { text, key } = this.#certificate
    const tls = { ca: text, cert: text, key: readFileSync(key), checkServerIdentity: () => undefined }
    return { ...place, tls }
  }

  /** Starts it, again if need be, and waits until it answers. */
  async start(): Promise<void> {
    mkdirSync(this.#folder, { recursive: true })
    const place = [...this.#listening(), '--bind', '127.0.0.1', '--dir', this.#folder]
    this.#child = spawn(serverProgram ?? '', [...place, '--save', '', ...this.#settings], { stdio: 'ignore' })
    const redis = new Redis({ ...this.options, maxRetriesPerRequest: null, retryStrategy: () => 20 })
    redis.on('error', () => {})
    // With a password asked for, the refusal is an answer too.
    await redis.ping().catch(() => undefined)
    redis.disconnect()
  }

  #listening(): readonly string[] {
    const port = String(this.port)
    if (this.#certificate === undefined) return ['--port', port]
    const { certificate, key } = this.#certificate
    const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate]
    return ['--port', '0', '--tls-port', port, ...files]
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}

export async function startOwnServer(
  folder: string,
  settings: readonly string[],
  certificate?: OwnCertificate,
): Promise<OwnServer> {
  const server = new OwnServer(await freePort(), folder, settings, certificate)
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
