import { Cluster, type Redis } from 'iovalkey'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { codeOf, errorOfRedis } from './error-of-redis.ts'
import type { RedisAddress } from './redis-address.ts'
import { clusterClient, type RedisClient, serverClient, serverOf } from './redis-client.ts'
import type { RedisKeys } from './redis-keys.ts'
import { isClustered } from './server-report.ts'

/** How the spaces lie on the server. A workspace written by a Kindred that knows a later one is refused. */
export const FORMAT = 1

/**
 * One connection to a server, or one to each node of a cluster; made when it is first needed and again when it breaks.
 * What was asked for and not answered is then asked again, in its order.
 */
export class RedisConnection {
  readonly address: RedisAddress
  readonly keys: RedisKeys
  #client: RedisClient
  /** Why the connection broke, or was not made. */
  #broken: unknown
  #found: Promise<void> | undefined
  #checked: Promise<void> | undefined

  constructor(address: RedisAddress, keys: RedisKeys) {
    this.address = address
    this.keys = keys
    this.#client = this.#watched(serverClient(address))
  }

  /** Asks once the format is known to be ours; what is thrown is an error of our table. */
  async ask<T>(question: (client: RedisClient) => T | Promise<T>): Promise<T> {
    try {
      this.#checked ??= this.#check()
      await this.#checked
      return await question(this.#client)
    } catch (thrown) {
      throw errorOfRedis(thrown, this.address, this.#broken)
    }
  }

  /**
   * Asks the server that holds our keys about itself, without looking at the format first, and waits no longer than this
   * many milliseconds.
   */
  async askAtOnce<T>(wait: number, question: (server: Redis) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timed out')), wait)
    })
    try {
      return await Promise.race([this.#askServer(question), late])
    } catch (thrown) {
      throw errorOfRedis(thrown, this.address, this.#broken)
    } finally {
      clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    const client = this.#client
    if (client.status !== 'ready') client.disconnect()
    else await client.quit().catch(() => client.disconnect())
  }

  async #askServer<T>(question: (server: Redis) => Promise<T>): Promise<T> {
    await this.#find()
    return question(await serverOf(this.#client, this.keys.format))
  }

  async #check(): Promise<void> {
    try {
      await this.#find()
      await this.#client.set(this.keys.format, FORMAT, 'NX')
      const found = Number(await this.#client.get(this.keys.format))
      const node = `at ${this.address.node}`
      if (found !== FORMAT) throw new ProfilesError('profiles_format_newer', { node, found, known: FORMAT })
    } catch (thrown) {
      this.#checked = undefined
      throw thrown
    }
  }

  /** Finds out whether there is one server or many, and that the database is the one that was named. */
  #find(): Promise<void> {
    this.#found ??= this.#findOnce().catch((thrown: unknown) => {
      this.#found = undefined
      throw thrown
    })
    return this.#found
  }

  async #findOnce(): Promise<void> {
    const server = this.#client
    if (server instanceof Cluster) return
    await selectDatabase(server, this.address)
    if (!(await isClustered(server))) return
    this.#client = this.#watched(clusterClient(this.address))
    server.disconnect()
  }

  #watched<C extends RedisClient>(client: C): C {
    client.on('error', (thrown: unknown) => {
      // That it has been tried often enough says nothing of why.
      if (codeOf(thrown) !== '' || this.#broken === undefined) this.#broken = thrown
    })
    client.on('ready', () => {
      this.#broken = undefined
    })
    return client
  }
}

/** The client by itself goes on with database 0 when the server does not have the one it was told. */
async function selectDatabase(server: Redis, { database }: RedisAddress): Promise<void> {
  if (database === 0) return
  try {
    await server.select(database)
  } catch (thrown) {
    const reason = `the server has no database ${database}`
    if (thrown instanceof Error && /index is out of range|not allowed in cluster/i.test(thrown.message))
      throw new ProfilesError('profiles_url_wrong', { reason }, { cause: thrown })
    throw thrown
  }
}
