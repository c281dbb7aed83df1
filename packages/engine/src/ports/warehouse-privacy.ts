import type { CustomerPatch } from '../records/customer-record.ts'
import type { JoinedIds } from '../records/erasure.ts'

/** What a warehouse holds of single persons, by all their ids. Every implementation passes `testing/erasure-suite.ts`. */
export interface WarehousePrivacy {
  /** Merges that hold and concern one of these, on either side. */
  joined(customers: readonly string[]): Promise<readonly JoinedIds[]>
  /** All that was said of them, in order of instant; what merges copied is not told twice. */
  patches(customers: readonly string[]): Promise<readonly CustomerPatch[]>
  /** Rows there are of them, by kind. What a node holds that is down is not counted; it is named. */
  held(customers: readonly string[]): Promise<HeldRows>
  /**
   * Removes every row of theirs: parts are rewritten without them, they are not only marked. Nodes that are down keep
   * theirs and are named. Asked for again it removes what has come since. Cost: the parts that hold a row of theirs are
   * rewritten.
   */
  erase(customers: readonly string[]): Promise<readonly UnreachedNode[]>
}

export interface HeldRows {
  /** `events`, `changes`, `memberships`, … each once, 0 included. */
  readonly rows: ReadonlyMap<string, number>
  readonly unreached: readonly UnreachedNode[]
}

/** A node that could not be asked, and why. */
export interface UnreachedNode {
  readonly node: string
  readonly says: string
}
