import type { ProfileEntry } from '@kindred/engine'
import { compareBytes } from './compare-bytes.ts'

/** Entries a chunk holds before it is divided. */
const CHUNK = 512

/**
 * Bytes by key, in the order of the keys: chunks of sorted entries. Finding takes two binary searches, changing moves at
 * most one chunk. It keeps what it is given; whoever uses it copies.
 */
export class OrderedBytes {
  readonly #chunks: ProfileEntry[][] = []
  #size = 0

  get size(): number {
    return this.#size
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const entry = this.first(key)
    return entry !== undefined && compareBytes(entry.key, key) === 0 ? entry.value : undefined
  }

  /** The least entry at or after a key; of all of them when there is no key. */
  first(key?: Uint8Array): ProfileEntry | undefined {
    if (key === undefined) return this.#chunks[0]?.[0]
    const chunk = this.#chunks[this.#chunkOf(key)]
    return chunk?.[placeOf(chunk, key)]
  }

  /** The greatest entry before a key; of all of them when there is no key. */
  last(before?: Uint8Array): ProfileEntry | undefined {
    if (before === undefined) return this.#chunks.at(-1)?.at(-1)
    const number = this.#chunkOf(before)
    const chunk = this.#chunks[number]
    const place = chunk === undefined ? 0 : placeOf(chunk, before)
    return place > 0 ? chunk?.[place - 1] : this.#chunks[number - 1]?.at(-1)
  }

  set(key: Uint8Array, value: Uint8Array): void {
    if (this.#chunks.length === 0) this.#chunks.push([])
    const number = Math.min(this.#chunkOf(key), this.#chunks.length - 1)
    const chunk = this.#chunks[number] ?? []
    const place = placeOf(chunk, key)
    const known = chunk[place]
    if (known !== undefined && compareBytes(known.key, key) === 0) {
      chunk[place] = { key, value }
      return
    }
    chunk.splice(place, 0, { key, value })
    this.#size += 1
    if (chunk.length > CHUNK) this.#chunks.splice(number + 1, 0, chunk.splice(CHUNK / 2))
  }

  delete(key: Uint8Array): void {
    const number = this.#chunkOf(key)
    const chunk = this.#chunks[number]
    if (chunk === undefined) return
    const place = placeOf(chunk, key)
    const known = chunk[place]
    if (known === undefined || compareBytes(known.key, key) !== 0) return
    chunk.splice(place, 1)
    this.#size -= 1
    if (chunk.length === 0) this.#chunks.splice(number, 1)
  }

  /** The first chunk whose last key is not before the key; one past the end when there is none. */
  #chunkOf(key: Uint8Array): number {
    return firstWhere(this.#chunks, chunk => compareBytes(chunk.at(-1)?.key ?? key, key) >= 0)
  }
}

function placeOf(chunk: readonly ProfileEntry[], key: Uint8Array): number {
  return firstWhere(chunk, entry => compareBytes(entry.key, key) >= 0)
}

/** Binary search: where the condition, false and then true, becomes true. */
function firstWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
