import type { StoredMembers, StoredMembership } from '@kindred/engine'

/** What each refresh found, by customer and in order of id. */
export class MemoryMemberships {
  readonly #refreshes = new Map<number, ReadonlyMap<string, StoredMembership>>()

  store(refresh: number, memberships: ReadonlyMap<string, StoredMembership>): void {
    this.#refreshes.set(refresh, memberships)
  }

  of(refresh: number): ReadonlyMap<string, StoredMembership> {
    return this.#refreshes.get(refresh) ?? new Map()
  }

  /** Ids of those who were stored in a segment, in a class, or at all, in order. */
  *members({ refresh, segment, segmentation }: StoredMembers): Iterable<string> {
    for (const [customer, { segments, classes }] of this.of(refresh)) {
      if (segment !== undefined && !segments.includes(segment)) continue
      if (segmentation !== undefined && classes.get(segmentation.id) !== segmentation.class) continue
      yield customer
    }
  }

  /** Of how many refreshes there is something of hers. */
  countOf(customer: string): number {
    return [...this.#refreshes.values()].filter(each => each.has(customer)).length
  }

  forget(customer: string): void {
    for (const [refresh, found] of this.#refreshes)
      this.#refreshes.set(refresh, new Map([...found].filter(([id]) => id !== customer)))
  }

  drop(refresh: number): void {
    this.#refreshes.delete(refresh)
  }

  keep(refreshes: readonly number[]): void {
    for (const id of [...this.#refreshes.keys()]) if (!refreshes.includes(id)) this.#refreshes.delete(id)
  }
}
