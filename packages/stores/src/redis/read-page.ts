import type { ProfileEntry } from '@kindred/engine'
import type { CheckedRange } from '../spaces/check-range.ts'
import type { RedisClient } from './redis-client.ts'
import type { SpaceKeys } from './redis-keys.ts'
import { StoredScript } from './stored-script.ts'

const PAGE_ENTRIES = 512
const PAGE_BYTES = 1024 * 1024

/** Keys with their values, in order, until enough bytes are together: of large values fewer come at once. */
const script = new StoredScript(`
local command, first, second, limit, enough = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local page, bytes = {}, 0
for _, key in ipairs(redis.call(command, KEYS[2], first, second, 'LIMIT', 0, limit)) do
  local value = redis.call('HGET', KEYS[1], key)
  page[#page + 1] = key
  page[#page + 1] = value
  bytes = bytes + #value
  if bytes >= enough then break end
end
return page
`)

/** The next entries of a range after the key `last`; of one instant, and none when there are no more. */
export async function readPage(
  redis: RedisClient,
  { values, order }: SpaceKeys,
  { range, last, left }: { readonly range: CheckedRange; readonly last?: Uint8Array; readonly left: number },
): Promise<readonly ProfileEntry[]> {
  const limit = String(Math.min(left, PAGE_ENTRIES))
  const given = [...(range.descending ? descending(range, last) : ascending(range, last)), limit]
  const answer = await script.run(redis, [values, order], [...given, String(PAGE_BYTES)])
  const parts: readonly unknown[] = Array.isArray(answer) ? answer : []
  return Array.from({ length: parts.length / 2 }, (_, index) => ({
    key: bytesOf(parts[index * 2]),
    value: bytesOf(parts[index * 2 + 1]),
  }))
}

function ascending({ from, to }: CheckedRange, last: Uint8Array | undefined): (string | Buffer)[] {
  const start = last === undefined ? including(from, '-') : excluding(last, '-')
  return ['ZRANGEBYLEX', start, excluding(to, '+')]
}

function descending({ from, to }: CheckedRange, last: Uint8Array | undefined): (string | Buffer)[] {
  return ['ZREVRANGEBYLEX', excluding(last ?? to, '+'), including(from, '-')]
}

function including(bound: Uint8Array | undefined, open: string): string | Buffer {
  return bound === undefined ? open : Buffer.concat([Buffer.from('['), bound])
}

function excluding(bound: Uint8Array | undefined, open: string): string | Buffer {
  return bound === undefined ? open : Buffer.concat([Buffer.from('('), bound])
}

/** Copied: what the client gives is a part of all that came through the socket together. */
function bytesOf(answered: unknown): Uint8Array {
  return answered instanceof Uint8Array ? new Uint8Array(answered) : new Uint8Array()
}
