import type {
  KeyRange,
  NodeHealth,
  ProfileChanges,
  ProfileEntry,
  ProfileSpace,
  Profiles,
} from '@kindred/engine'
import { ProfilesError } from '../errors/profiles-errors.ts'
import { checkKey } from '../spaces/check-key.ts'
import { checkRange } from '../spaces/check-range.ts'
import { CommitQueue } from '../spaces/commit-queue.ts'
import { type OwnChanges, ownChanges } from '../spaces/own-changes.ts'
import { asBuffer } from './as-buffer.ts'
import { commitGroup } from './commit-group.ts'
import { readPage } from './read-page.ts'
import { type RedisClient, serverOf } from './redis-client.ts'
import type { RedisConnection } from './redis-connection.ts'
import { healthOf } from './redis-health.ts'
import { readServerReport } from './server-report.ts'

/**
 * The profiles on a Redis or Valkey server: a hash and a sorted set a space, and a script for what has to be one step.
 * `openRedisProfiles` makes one. What a commit survives is what the server's configuration says; `health` tells.
 */
export class RedisProfiles implements Profiles {
  readonly kind = 'server'
  readonly #connection: RedisConnection
  readonly #queue: CommitQueue = new CommitQueue(group => this.#write(group))
  #sequence = 0
  #isClosed = false

  constructor(connection: RedisConnection) {
    this.#connection = connection
  }

  health(): Promise<NodeHealth> {
    return healthOf(this.#connection)
  }

  /** Waits for the commits that were asked for. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#queue.idle()
    await this.#connection.close()
  }

  async read(space: ProfileSpace, keys: readonly Uint8Array[]): Promise<readonly (Uint8Array | undefined)[]> {
    for (const key of keys) checkKey(space, key)
    const fields = keys.map(asBuffer)
    const { values } = this.#connection.keys.spaces[space]
    const found = await this.#ask(redis => (fields.length === 0 ? [] : redis.hmgetBuffer(values, ...fields)))
    // Copied: what the client gives is a part of all that came through the socket together.
    return found.map(value => (value === null ? undefined : new Uint8Array(value)))
  }

  async *range(space: ProfileSpace, range: KeyRange): AsyncIterable<ProfileEntry> {
    const checked = checkRange(space, range)
    if (checked === undefined) return
    let left = checked.limit
    let last: Uint8Array | undefined
    while (left > 0) {
      const place = { range: checked, left, ...(last && { last }) }
      const page = await this.#ask(redis => readPage(redis, this.#connection.keys.spaces[space], place))
      if (page.length === 0) return
      left -= page.length
      last = page.at(-1)?.key.slice()
      yield* page
    }
  }

  async count(space: ProfileSpace): Promise<number> {
    return this.#ask(redis => redis.hlen(this.#connection.keys.spaces[space].values))
  }

  async commit(given: ProfileChanges): Promise<boolean> {
    const changes = ownChanges(given)
    this.#requireOpen()
    return this.#queue.add(changes)
  }

  async room(): Promise<number | undefined> {
    const { format } = this.#connection.keys
    return (await this.#ask(async redis => readServerReport(await serverOf(redis, format)))).room
  }

  async #write(group: readonly OwnChanges[]): Promise<readonly boolean[]> {
    this.#sequence += 1
    const sequence = this.#sequence
    return this.#connection.ask(redis => commitGroup(redis, this.#connection.keys, { sequence, group }))
  }

  async #ask<T>(question: (redis: RedisClient) => T | Promise<T>): Promise<T> {
    this.#requireOpen()
    return this.#connection.ask(question)
  }

  #requireOpen(): void {
    if (this.#isClosed)
      throw new ProfilesError('profiles_closed', { node: `at ${this.#connection.address.node}` })
  }
}
