import type { CustomerMerge } from '@kindred/engine'

/** A merge with the batch that made it; `undoneIn` once another took it back. */
export interface StoredMerge extends CustomerMerge {
  readonly batch: number
  /** Batches of the merges whose rows this one moved on, or found in its way. */
  readonly standsOn: ReadonlySet<number>
  readonly undoneIn?: number
}

/** Which customers became one. */
export class MemoryMerges {
  readonly #merges = new Map<string, StoredMerge>()

  get(id: string): StoredMerge | undefined {
    return this.#merges.get(id)
  }

  set(merge: StoredMerge): void {
    this.#merges.set(merge.id, merge)
  }

  /** Those that were undone too. */
  all(): Iterable<StoredMerge> {
    return this.#merges.values()
  }

  /** Forgets those that concern one of these customers. */
  forget(customers: ReadonlySet<string>): void {
    for (const { id, from, into } of [...this.all()])
      if (customers.has(from) || customers.has(into)) this.#merges.delete(id)
  }

  /** Those that hold. */
  *active(): Iterable<StoredMerge> {
    for (const merge of this.#merges.values()) if (merge.undoneIn === undefined) yield merge
  }

  isAway(customer: string): boolean {
    return this.stepOf(customer) !== undefined
  }

  /** The merge by which a customer became another. */
  stepOf(customer: string): StoredMerge | undefined {
    return [...this.active()].find(merge => merge.from === customer)
  }

  /** Whom each of these is now, of those who were merged away. */
  into(customers: Iterable<string>): ReadonlyMap<string, string> {
    const found = new Map<string, string>()
    for (const id of customers) {
      for (let step = this.stepOf(id); step !== undefined; step = this.stepOf(step.into))
        found.set(id, step.into)
    }
    return found
  }

  /** Whoever was made one with another, or two again, by a batch after this one. */
  touchedSince(batch: number): ReadonlySet<string> {
    const touched = [...this.#merges.values()].filter(
      merge => Math.max(merge.batch, merge.undoneIn ?? 0) > batch,
    )
    return new Set(touched.flatMap(({ from, into }) => [from, into]))
  }
}
