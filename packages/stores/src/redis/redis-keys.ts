import type { ProfileSpace } from '@kindred/engine'
import { eachSpace } from '../spaces/each-space.ts'

/** Where a space lies: its values in a hash, its keys in a sorted set, whose order is that of their bytes. */
export interface SpaceKeys {
  readonly values: string
  readonly order: string
}

export interface RedisKeys {
  readonly format: string
  /** Where a process notes its last commit, so that one sent again is not made again. */
  readonly writer: string
  readonly spaces: Readonly<Record<ProfileSpace, SpaceKeys>>
}

/** @param prefix - Stands in braces, so that a cluster keeps everything of one workspace on one node. */
export function redisKeys(prefix: string, writer: string): RedisKeys {
  const named = (name: string) => `{${prefix}}:${name}`
  return {
    format: named('format'),
    writer: named(`writer:${writer}`),
    spaces: eachSpace(space => ({ values: named(space), order: named(`${space}:order`) })),
  }
}
