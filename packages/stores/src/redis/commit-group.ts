import { eachSpace } from '../spaces/each-space.ts'
import type { OwnChanges, OwnEntry } from '../spaces/own-changes.ts'
import { asBuffer } from './as-buffer.ts'
import type { RedisClient } from './redis-client.ts'
import type { RedisKeys } from './redis-keys.ts'
import { StoredScript } from './stored-script.ts'

/** How long a writer's note of its last commit is kept; one that is sent again is sent within seconds. */
const NOTE_SECONDS = 3_600

/**
 * Makes a group of commits. A group that was made and is sent again, because the connection broke before the answer
 * came, is answered from the writer's note; one that a later group of the same writer has overtaken is refused.
 */
const script = new StoredScript(`
local at = 0
local function next_argument()
  at = at + 1
  return ARGV[at]
end
local function next_entry()
  local space, key, is_there, value = tonumber(next_argument()), next_argument(), next_argument(), next_argument()
  return KEYS[space * 2], KEYS[space * 2 + 1], key, is_there == '1' and value
end

local sequence = tonumber(next_argument())
local note = redis.call('GET', KEYS[1])
if note then
  local colon = string.find(note, ':', 1, true)
  local last = tonumber(string.sub(note, 1, colon - 1))
  if last == sequence then return string.sub(note, colon + 1) end
  if last > sequence then return redis.error_reply('OVERTAKEN by a later commit') end
end

local made = {}
for commit = 1, tonumber(next_argument()) do
  local is_right = true
  for _ = 1, tonumber(next_argument()) do
    local values, _, key, value = next_entry()
    if redis.call('HGET', values, key) ~= value then is_right = false end
  end
  for _ = 1, tonumber(next_argument()) do
    local values, order, key, value = next_entry()
    if is_right and value then
      if redis.call('HSET', values, key, value) == 1 then redis.call('ZADD', order, 0, key) end
    elseif is_right then
      if redis.call('HDEL', values, key) == 1 then redis.call('ZREM', order, key) end
    end
  end
  made[commit] = is_right and '1' or '0'
end
local answer = table.concat(made)
redis.call('SET', KEYS[1], string.format('%d:%s', sequence, answer), 'EX', ${NOTE_SECONDS})
return answer
`)

/** @returns For each commit of the group, in order, whether it was made. */
export async function commitGroup(
  redis: RedisClient,
  keys: RedisKeys,
  { sequence, group }: { readonly sequence: number; readonly group: readonly OwnChanges[] },
): Promise<readonly boolean[]> {
  const names = Object.values(keys.spaces).flatMap(({ values, order }) => [values, order])
  const given = group.flatMap(({ expected, changes }) => [...argumentsOf(expected), ...argumentsOf(changes)])
  const answer = await script.run(
    redis,
    [keys.writer, ...names],
    [String(sequence), String(group.length), ...given],
  )
  return Array.from(String(answer), sign => sign === '1')
}

/** Number of the space among the script's keys, in the order in which they are given. */
const numbers = numbered()

function numbered(): Readonly<Record<OwnEntry['space'], string>> {
  let last = 0
  return eachSpace(() => {
    last += 1
    return String(last)
  })
}

function argumentsOf(entries: readonly OwnEntry[]): (string | Buffer)[] {
  const each = entries.flatMap(({ space, key, value }) => [
    numbers[space],
    asBuffer(key),
    value === undefined ? '0' : '1',
    value === undefined ? '' : asBuffer(value),
  ])
  return [String(entries.length), ...each]
}
