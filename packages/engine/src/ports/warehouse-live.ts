import type { SubjectEvent, Value } from '@kindred/language'
import type { CustomerPatch, EventRecord } from '../records/customer-record.ts'
import type { LiveTransition } from '../records/live.ts'

/** What the live half says to the warehouse, and asks of it. Every implementation passes `testing/warehouse-live-suite.ts`. */
export interface WarehouseLive {
  /**
   * Takes a stretch of the outbox in: once by its id, however often it is asked for and whoever is killed meanwhile. What
   * it says of a customer who was merged into another is said of the other.
   *
   * @throws WarehouseError `not_declared`, `value_not_storable`: nothing of the stretch is stored then.
   */
  deliver(stretch: Delivery): Promise<Delivered>
  /** Customers in order of id, with all that is needed to fill their records. Memory does not grow with their number. */
  histories(query: HistoriesQuery): AsyncIterable<CustomerHistory>
  /** Moves as they were delivered, in order of (instant, seq). */
  liveTransitions(query: LiveTransitionsQuery): AsyncIterable<LiveTransition>
  /**
   * Makes two customers one: from here on, at any instant, what was known of `from` is known of `into`, and `from` is
   * nobody. An event whose id `into` has already does not count twice, and where both say something of an attribute at the
   * same instant `into` is right. Asked for again by its id it changes nothing.
   *
   * @throws WarehouseError `merge_impossible` where they are one already, or one of them was merged away.
   */
  merge(merge: CustomerMerge): Promise<void>
  /**
   * Makes them two again: all that the merge moved is back where it was; what came for `into` since stays there. Asked for
   * again it changes nothing.
   *
   * @throws WarehouseError `merge_unknown`, and `merge_built_upon` while a later merge stands on this one.
   */
  unmerge(undo: { readonly id: string; readonly at: number }): Promise<void>
}

/** A numbered stretch of the outbox. */
export interface Delivery {
  readonly id: string
  readonly customers: readonly CustomerPatch[]
  readonly events: readonly EventRecord[]
  readonly transitions: readonly LiveTransition[]
}
export interface Delivered {
  /** The number under which it can be seen. */
  readonly batch: number
  /** Events that the warehouse knew before: named as they were delivered, each once. */
  readonly duplicateEvents: readonly { readonly customer: string; readonly id: string }[]
}

export interface HistoriesQuery {
  /** What is said from later on than this is pending. UTC milliseconds. */
  readonly asOf: number
  /** Only events of these types. */
  readonly events: ReadonlyMap<string, HistoryEvents>
  /** Only these customers, those who are known. */
  readonly customers?: readonly string[]
  /** Only customers whom batches after this one speak of; deliveries do not count. */
  readonly sinceBatch?: number
  /** Only ids after this one. */
  readonly after?: string
}
export interface HistoryEvents {
  /** Those that are not declared are unknown. */
  readonly properties: readonly string[]
  /** Only events of this instant or later. UTC milliseconds. */
  readonly from?: number
}

export interface CustomerHistory {
  readonly id: string
  /** Known from this instant on, which may be still to come; 0: always. UTC milliseconds. */
  readonly since: number
  /** What was last set up to `asOf`; a value `undefined` was set to unknown. */
  readonly attributes: ReadonlyMap<string, DatedValue>
  /** What was said from later on, oldest first. */
  readonly pending: readonly {
    readonly since: number
    readonly attributes: ReadonlyMap<string, Value | undefined>
  }[]
  /** In order of (at, id), those after `asOf` too. */
  readonly events: readonly SubjectEvent[]
}
export interface DatedValue {
  readonly since: number
  readonly value: Value | undefined
}

export interface LiveTransitionsQuery {
  readonly kind?: 'segment' | 'segmentation'
  readonly definition?: string
  readonly customer?: string
  /** Of this instant or later. UTC milliseconds. */
  readonly from?: number
  /** Before this instant. */
  readonly to?: number
  readonly limit: number
}

export interface CustomerMerge {
  /** Each merge has its own, for ever. */
  readonly id: string
  readonly from: string
  readonly into: string
  readonly at: number
}
