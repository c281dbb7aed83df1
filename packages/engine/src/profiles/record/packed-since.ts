import { ByteReader } from '../bytes/byte-reader.ts'
import type { ByteWriter } from '../bytes/byte-writer.ts'
import type { LiveSince } from './live-standing.ts'
import { readSince, skipCause, skipSince, writeSince } from './since-bytes.ts'

type Changed = ReadonlyMap<number, LiveSince | undefined>

interface Stretch {
  readonly from: number
  readonly to: number
}

const WHAT = "a customer's record"

/**
 * Since when a customer is where she is, as it lies in her record, with what has changed meanwhile. Nearly always it is
 * neither looked at nor another than before: then its bytes are passed on as they are, and of one move only that is written.
 */
export class PackedSince implements ReadonlyMap<number, LiveSince> {
  readonly #bytes: Uint8Array
  readonly #count: number
  readonly #changed: Changed
  #all: ReadonlyMap<number, LiveSince> | undefined

  /** @param bytes - Of so many entries, which `skipSince` has been over. */
  constructor(bytes: Uint8Array, count: number, changed: Changed = NONE) {
    this.#bytes = bytes
    this.#count = count
    this.#changed = changed
  }

  /** The same but at some positions, of which `undefined` has none any more. */
  with(changed: Changed): PackedSince {
    const all = this.#changed.size === 0 ? changed : new Map([...this.#changed, ...changed])
    return new PackedSince(this.#bytes, this.#count, all)
  }

  write(writer: ByteWriter): void {
    if (this.#changed.size === 0) {
      writer.count(this.#count)
      writer.raw(this.#bytes)
      return
    }
    const { entries, stretches } = this.#kept()
    const added = [...this.#changed].filter(([, since]) => since !== undefined)
    writer.count(entries + added.length)
    for (const { from, to } of stretches) writer.raw(this.#bytes.subarray(from, to))
    for (const [position, since] of added) if (since !== undefined) writeSince(writer, position, since)
  }

  /** How many entries are as they were, and the stretches of bytes they lie in: few change, so that these are few. */
  #kept(): { readonly entries: number; readonly stretches: readonly Stretch[] } {
    const reader = new ByteReader(this.#bytes, WHAT)
    const stretches: Stretch[] = []
    let [entries, from] = [0, 0]
    for (let left = this.#count; left > 0; left -= 1) {
      const { at } = reader
      const isChanged = this.#changed.has(skipSince(reader))
      if (!isChanged) entries += 1
      if (isChanged && at > from) stretches.push({ from, to: at })
      if (isChanged) from = reader.at
    }
    if (reader.at > from) stretches.push({ from, to: reader.at })
    return { entries, stretches }
  }

  /** The instants alone, by position: what moved her there is not read. */
  instants(size: number): readonly (number | undefined)[] {
    if (this.#changed.size > 0) return instantsIn(this.#map, size)
    const reader = new ByteReader(this.#bytes, WHAT)
    const instants = new Array<number | undefined>(size).fill(undefined)
    for (let left = this.#count; left > 0; left -= 1) {
      const position = reader.count()
      instants[position] = skipCause(reader)
    }
    return instants
  }

  #read(): ReadonlyMap<number, LiveSince> {
    const reader = new ByteReader(this.#bytes, WHAT)
    const all = new Map<number, LiveSince>()
    for (let left = this.#count; left > 0; left -= 1) all.set(reader.count(), readSince(reader))
    for (const [position, since] of this.#changed) {
      if (since === undefined) all.delete(position)
      else all.set(position, since)
    }
    return all
  }

  get #map(): ReadonlyMap<number, LiveSince> {
    this.#all ??= this.#read()
    return this.#all
  }

  get size(): number {
    return this.#map.size
  }

  get(position: number): LiveSince | undefined {
    return this.#map.get(position)
  }

  has(position: number): boolean {
    return this.#map.has(position)
  }

  forEach(run: (since: LiveSince, position: number, map: ReadonlyMap<number, LiveSince>) => void): void {
    for (const [position, since] of this.#map) run(since, position, this)
  }

  entries(): MapIterator<[number, LiveSince]> {
    return this.#map.entries()
  }

  keys(): MapIterator<number> {
    return this.#map.keys()
  }

  values(): MapIterator<LiveSince> {
    return this.#map.values()
  }

  [Symbol.iterator](): MapIterator<[number, LiveSince]> {
    return this.#map[Symbol.iterator]()
  }
}

const NONE: Changed = new Map()

/** What was there, but at some positions. */
export function changedSince(
  since: ReadonlyMap<number, LiveSince>,
  changed: Changed,
): ReadonlyMap<number, LiveSince> {
  if (since instanceof PackedSince) return since.with(changed)
  const all = new Map(since)
  for (const [position, now] of changed) {
    if (now === undefined) all.delete(position)
    else all.set(position, now)
  }
  return all
}

/** Since when, by position; `undefined` where there is nothing. */
export function instantsOf(
  since: ReadonlyMap<number, LiveSince>,
  size: number,
): readonly (number | undefined)[] {
  return since instanceof PackedSince ? since.instants(size) : instantsIn(since, size)
}

function instantsIn(since: ReadonlyMap<number, LiveSince>, size: number): readonly (number | undefined)[] {
  return Array.from({ length: size }, (_, position) => since.get(position)?.at)
}
