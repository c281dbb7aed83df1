import { randomUUID } from 'node:crypto'
import { readRedisAddress } from './redis-address.ts'
import { RedisConnection } from './redis-connection.ts'
import { redisKeys } from './redis-keys.ts'
import { RedisProfiles } from './redis-profiles.ts'

export interface RedisProfilesOptions {
  /** `redis://user:password@host:6379/0`; `rediss://` through TLS. */
  readonly url: string
  /** What the names of all keys begin with: one for each workspace on the server. Default `kindred`. */
  readonly prefix?: string
}

/**
 * Opens the profiles on a Redis (7 or later) or Valkey server, or on a cluster of them by the address of any node. No
 * connection is made before it is needed.
 *
 * @throws ProfilesError `profiles_url_wrong`. Whether the server can be reached is told by `health`, and by whatever is
 * asked of it: a connection that is lost is tried again for about ten seconds.
 *
 * @example
 * const profiles = openRedisProfiles({ url: 'rediss://kindred@cache.example', prefix: 'shop' })
 */
export function openRedisProfiles({ url, prefix = 'kindred' }: RedisProfilesOptions): RedisProfiles {
  return new RedisProfiles(new RedisConnection(readRedisAddress(url), redisKeys(prefix, randomUUID())))
}
