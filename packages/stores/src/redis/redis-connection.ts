import { Redis } from 'iovalkey'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { errorOfRedis } from './error-of-redis.ts'
import type { RedisAddress } from './redis-address.ts'
import type { RedisKeys } from './redis-keys.ts'

/** How the spaces lie on the server. A workspace written by a Kindred that knows a later one is refused. */
export const FORMAT = 1

/** How often a lost connection is tried again before what waits for it fails: about ten seconds. */
const ATTEMPTS = 20

/**
 * One connection to a server, made when it is first needed and again when it breaks. What was asked for and not
 * answered is then asked again, in its order.
 */
export class RedisConnection {
  readonly address: RedisAddress
  readonly #redis: Redis
  /** Why the connection broke, or was not made. */
  #broken: unknown
  #checked: Promise<void> | undefined

  constructor(address: RedisAddress) {
    this.address = address
    this.#redis = new Redis({
      ...address.options,
      lazyConnect: true,
      connectTimeout: 5_000,
      commandTimeout: 30_000,
      keepAlive: 10_000,
      maxRetriesPerRequest: ATTEMPTS,
      connectionName: 'kindred',
    })
    this.#redis.on('error', thrown => {
      this.#broken = thrown
    })
    this.#redis.on('ready', () => {
      this.#broken = undefined
    })
  }

  /** Asks once the server's format is known to be ours; what is thrown is an error of our table. */
  async ask<T>(keys: RedisKeys, question: (redis: Redis) => T | Promise<T>): Promise<T> {
    try {
      this.#checked ??= this.#check(keys)
      await this.#checked
      return await question(this.#redis)
    } catch (thrown) {
      throw errorOfRedis(thrown, this.address, this.#broken)
    }
  }

  /** Asks without looking at the format first, and waits no longer than this many milliseconds. */
  async askAtOnce<T>(patience: number, question: (redis: Redis) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('timed out')), patience)
    })
    try {
      return await Promise.race([question(this.#redis), late])
    } catch (thrown) {
      throw errorOfRedis(thrown, this.address, this.#broken)
    } finally {
      clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    if (this.#redis.status !== 'ready') this.#redis.disconnect()
    else await this.#redis.quit().catch(() => this.#redis.disconnect())
  }

  async #check(keys: RedisKeys): Promise<void> {
    try {
      await this.#selectDatabase()
      await this.#redis.set(keys.format, FORMAT, 'NX')
      const found = Number(await this.#redis.get(keys.format))
      const { node } = this.address
      if (found !== FORMAT)
        throw new ProfilesError('profiles_format_newer', { node: `at ${node}`, found, known: FORMAT })
    } catch (thrown) {
      this.#checked = undefined
      throw thrown
    }
  }

  /** The client goes on with database 0 when the server does not have the one it was told. */
  async #selectDatabase(): Promise<void> {
    const { database } = this.address
    if (database === 0) return
    try {
      await this.#redis.select(database)
    } catch (thrown) {
      const reason = `the server has no database ${database}`
      if (thrown instanceof Error && /index is out of range|not allowed in cluster/i.test(thrown.message))
        throw new ProfilesError('profiles_url_wrong', { reason }, { cause: thrown })
      throw thrown
    }
  }
}
