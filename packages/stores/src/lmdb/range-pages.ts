import type { ProfileEntry } from '@kindred/engine'
import type { RangeOptions } from 'lmdb'
import type { CheckedRange } from '../spaces/check-range.ts'
import type { SpaceDatabase } from './lmdb-environment.ts'
import { plainBytes } from './plain-bytes.ts'

const PAGE_ENTRIES = 512
const PAGE_BYTES = 1024 * 1024

/** No key comes before it. Bounds are always given: without one, LMDB's library leaves out what begins with bytes 0 to 4. */
const LEAST = new Uint8Array([0])

/**
 * A range, page by page. Each page is read at once and let go: a reading transaction that stays open while somebody
 * else works on the entries would keep the file from using its free pages again.
 */
export function* pagesOf(
  space: () => SpaceDatabase,
  range: CheckedRange,
): Generator<readonly ProfileEntry[], void, undefined> {
  let left = range.limit
  let last: Uint8Array | undefined
  while (left > 0) {
    const page = readPage(space(), range, { last, limit: Math.min(left, PAGE_ENTRIES) })
    if (page.length === 0) return
    yield page
    left -= page.length
    last = page.at(-1)?.key
  }
}

interface Place {
  readonly last: Uint8Array | undefined
  readonly limit: number
}

function readPage(space: SpaceDatabase, range: CheckedRange, { last, limit }: Place): ProfileEntry[] {
  const bounds = range.descending ? descending(range, last) : ascending(range, last)
  const page: ProfileEntry[] = []
  let bytes = 0
  for (const { key, value } of space.getRange({ ...bounds, limit })) {
    // Our copies: the caller keeps the key as she likes, and the next page begins where this one ended.
    page.push({ key: plainBytes(key), value: plainBytes(value) })
    bytes += value.length
    if (bytes >= PAGE_BYTES) break
  }
  return page
}

function ascending({ from = LEAST, to }: CheckedRange, last: Uint8Array | undefined): RangeOptions {
  const end = to === undefined ? {} : { end: to }
  return { start: last ?? from, exclusiveStart: last !== undefined, ...end }
}

function descending({ from = LEAST, to }: CheckedRange, last: Uint8Array | undefined): RangeOptions {
  const before = last ?? to
  const start = before === undefined ? {} : { start: before, exclusiveStart: true }
  return { reverse: true, ...start, end: from, inclusiveEnd: true }
}
