import type { CustomerPatch } from '@kindred/engine'
import type { Value } from '@kindred/language'

/** What was said of a customer, and the batch that brought it. */
export interface StoredPatch extends CustomerPatch {
  readonly batch: number
}

/** What was said of each customer, as a log of patches. */
export class MemoryCustomers {
  readonly #patches = new Map<string, readonly StoredPatch[]>()

  ids(): Iterable<string> {
    return this.#patches.keys()
  }

  has(id: string): boolean {
    return this.#patches.has(id)
  }

  /** Patches of one customer and instant apply in the order in which they came. */
  add(patch: CustomerPatch, batch: number): void {
    const patches = [...this.patches(patch.id), { ...patch, batch }]
    this.#patches.set(
      patch.id,
      patches.sort((a, b) => a.since - b.since || a.batch - b.batch),
    )
  }

  /** All that was said of her, in the order in which it holds. */
  patches(id: string): readonly StoredPatch[] {
    return this.#patches.get(id) ?? []
  }

  /** Forgets what a batch said of her. */
  remove(id: string, batch: number): void {
    const kept = this.patches(id).filter(patch => patch.batch !== batch)
    if (kept.length === 0) this.#patches.delete(id)
    else this.#patches.set(id, kept)
  }

  /** Forgets all that was said of her. */
  forget(id: string): void {
    this.#patches.delete(id)
  }

  /** When she became known; `undefined` while she is not known yet. */
  knownSince(id: string): number | undefined {
    return this.#patches.get(id)?.[0]?.since
  }

  /** What was set from exactly this instant on; `undefined` where nothing was said. */
  saidAt(id: string, since: number): ReadonlyMap<string, Value | undefined> | undefined {
    const patches = (this.#patches.get(id) ?? []).filter(patch => patch.since === since)
    return patches.length === 0 ? undefined : new Map(patches.flatMap(patch => [...patch.attributes]))
  }

  /** The last that was said of an attribute up to an instant; `undefined` where nothing was ever said. */
  lastSaid(
    id: string,
    name: string,
    until: number,
  ): { readonly since: number; readonly value: Value | undefined } | undefined {
    const patch = this.#patchesUntil(id, until).findLast(one => one.attributes.has(name))
    return patch === undefined ? undefined : { since: patch.since, value: patch.attributes.get(name) }
  }

  /** Known attributes as of an instant. */
  attributes(id: string, asOf: number): ReadonlyMap<string, Value> {
    const known = new Map<string, Value>()
    for (const patch of this.#patchesUntil(id, asOf)) {
      for (const [name, value] of patch.attributes) {
        if (value === undefined) known.delete(name)
        else known.set(name, value)
      }
    }
    return known
  }

  /** Names of the attributes that were set after an instant or after a batch, as seen at `asOf`. */
  setSince(id: string, since: { asOf: number; batch: number }, asOf: number): ReadonlySet<string> {
    const names = new Set<string>()
    for (const patch of this.#patchesUntil(id, asOf)) {
      if (patch.since <= since.asOf && patch.batch <= since.batch) continue
      for (const name of patch.attributes.keys()) names.add(name)
    }
    return names
  }

  #patchesUntil(id: string, asOf: number): readonly StoredPatch[] {
    return (this.#patches.get(id) ?? []).filter(patch => patch.since <= asOf)
  }
}
