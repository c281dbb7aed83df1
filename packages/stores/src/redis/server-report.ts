import type { Redis } from 'iovalkey'

/** What a server says of itself. */
export interface ServerReport {
  /** `Redis 7.0.15`, `Valkey 8.1.0`. */
  readonly version: string
  readonly isReplica: boolean
  /** Bytes that may still be stored; `undefined` without a limit. */
  readonly room: number | undefined
  /** `noeviction`, or by what it drops entries when the memory is full. */
  readonly eviction: string
  /** `always`, `everysec`, `no`, `off` (no log is written); `undefined` when the server does not tell. */
  readonly sync: string | undefined
}

/** Whether the server shares the keys with others; one that may not tell its user counts as alone. */
export async function isClustered(redis: Redis): Promise<boolean> {
  try {
    const told = fieldsOf(await redis.info('server'))
    // Valkey calls it by another name than Redis.
    return (told.get('server_mode') ?? told.get('redis_mode')) === 'cluster'
  } catch (thrown) {
    if (thrown instanceof Error && isKeptBack(thrown)) return false
    throw thrown
  }
}

export async function readServerReport(redis: Redis): Promise<ServerReport> {
  const told = fieldsOf(await redis.info())
  const number = (name: string) => Number(told.get(name) ?? 0)
  const limit = number('maxmemory')
  const used = number('used_memory') - number('mem_not_counted_for_evict')
  const valkey = told.get('valkey_version')
  return {
    version: valkey === undefined ? `Redis ${told.get('redis_version') ?? ''}`.trim() : `Valkey ${valkey}`,
    isReplica: told.get('role') === 'slave',
    room: limit > 0 ? Math.max(0, limit - used) : undefined,
    eviction: told.get('maxmemory_policy') ?? 'noeviction',
    sync: told.get('aof_enabled') === '0' ? 'off' : await syncOf(redis),
  }
}

/** Hosted servers keep their configuration to themselves. */
async function syncOf(redis: Redis): Promise<string | undefined> {
  try {
    const answer: unknown = await redis.config('GET', 'appendfsync')
    const value: unknown = Array.isArray(answer) ? answer[1] : undefined
    return typeof value === 'string' ? value : undefined
  } catch (thrown) {
    if (thrown instanceof Error && isKeptBack(thrown)) return undefined
    throw thrown
  }
}

function isKeptBack({ message }: Error): boolean {
  return /NOPERM|unknown command|not allowed|disabled/i.test(message)
}

/** `name:value` lines. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).filter(line => line.includes(':'))
  return new Map(lines.map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]))
}
