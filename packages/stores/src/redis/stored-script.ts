import { createHash } from 'node:crypto'
import type { RedisClient } from './redis-client.ts'

/** A Lua script that runs on the server: one step, which nothing comes between. */
export class StoredScript {
  readonly #text: string
  readonly #hash: string

  constructor(text: string) {
    this.#text = text
    this.#hash = createHash('sha1').update(text).digest('hex')
  }

  /** Names the script by its hash; a server that does not know it yet is given the text. */
  async run(
    redis: RedisClient,
    keys: readonly string[],
    given: readonly (string | Buffer)[],
  ): Promise<unknown> {
    const rest = [String(keys.length), ...keys, ...given]
    try {
      return await redis.callBuffer('evalsha', [this.#hash, ...rest])
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.message.startsWith('NOSCRIPT'))) throw thrown
      return redis.callBuffer('eval', [this.#text, ...rest])
    }
  }
}
