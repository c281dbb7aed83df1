import type { ClassExplanation, Explanation, LiveProgram, Value } from '@kindred/language'
import type { CustomerRecord } from '../records/customer-record.ts'
import type { JoinedIds } from '../records/erasure.ts'
import type {
  IngestItem,
  IngestOutcome,
  LiveMembership,
  LiveTransition,
  MergeRecord,
} from '../records/live.ts'

/**
 * The live half of a workspace: takes in events, keeps every answer current, tells who moves. One a process; made by
 * `openLive` from the stores. All instants are UTC milliseconds.
 */
export interface Live {
  /**
   * Takes in up to 1,000 items. When it returns, what was accepted is durable, counted once, and seen by the next read.
   *
   * @param key - An idempotency key: asked again with it, the first answer is given again.
   * @throws EngineError `live_busy` (with how many seconds to wait) before memory or disk runs out,
   *   `idempotency_key_reused` when the key came with other items.
   */
  ingest(items: readonly IngestItem[], key?: string): Promise<readonly IngestOutcome[]>

  /** One customer as of now, by whichever of her ids. @throws EngineError `customer_unknown` */
  customer(id: string): Promise<LiveCustomer>
  /** The hot path: where she stands and her features, nothing that needs a sentence. `undefined`: unknown. */
  answer(id: string): Promise<LiveView | undefined>
  /** The program in force: what the positions in an `answer` of this version stand for. Version 0: nothing is defined. */
  program(): { readonly version: number; readonly program: LiveProgram }
  /** Why, as of now; without a definition: all that are sound. @throws EngineError `customer_unknown`, `definition_unknown`, `definition_broken` */
  explain(id: string, definition?: string): Promise<readonly LiveExplanation[]>

  /** Moves after a number, oldest first; `from` is what the oldest kept is. */
  transitions(query: {
    readonly after: number
    readonly limit: number
    readonly definitions?: ReadonlySet<string>
  }): Promise<readonly LiveTransition[]>
  /** Called after each commit that moved somebody. Returns how to stop. */
  onTransitions(listener: () => void): () => void
  newestTransition(): Promise<number>
  oldestTransition(): Promise<number>

  /** Joins an anonymous id to a customer; what either had is hers. @throws EngineError `merge_refused` with the reason */
  alias(anonymous: string, customer: string): Promise<MergeRecord>
  merge(request: { from: string; into: string; by: MergeRecord['by']; author?: string }): Promise<MergeRecord>
  unmerge(id: number): Promise<MergeRecord>
  merges(limit: number): Promise<readonly MergeRecord[]>

  /** Merges that concern one of these ids: those that hold, and those that were taken back. */
  identities(
    ids: readonly string[],
  ): Promise<{ readonly joined: readonly JoinedIds[]; readonly parted: readonly JoinedIds[] }>
  /** How much there is of the person with these ids, by kind: records, pages, timers, what is to be delivered, recent moves, … */
  held(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Removes all of it in one step. Whatever comes of these ids from then on is refused. */
  erase(ids: readonly string[]): Promise<void>

  /** Takes in what came to the warehouse by other ways (imports), and definitions and cut-offs that changed. Waits until it is done. */
  catchUp(progress?: (done: number, of: number) => void): Promise<void>
  /** Compares live with batch for every customer at one instant, after the outbox has drained. */
  parity(progress?: (done: number, of: number) => void): Promise<Parity>
  /** Waits until the warehouse has everything accepted before the call. */
  drained(): Promise<void>
  status(): Promise<LiveStatus>
  /** Ends timers and outbox, after what was accepted is committed; the outbox keeps what is left. */
  close(): Promise<void>
}

export interface LiveCustomer {
  readonly asOf: number
  /** Everything that is kept of her; of events only those and their properties that some definition reads. */
  readonly record: CustomerRecord
  readonly eventCount: number
  readonly features: ReadonlyMap<string, Value>
  readonly memberships: readonly LiveMembership[]
}

/** Positions are those of `LiveProgram`; strings are looked up by whoever shows them. */
export interface LiveView {
  readonly id: string
  readonly asOf: number
  readonly version: number
  readonly features: readonly (Value | undefined)[]
  readonly mask: Uint32Array
  readonly classes: Uint16Array
  /** Of each segment 0 or the number of the condition that blocks. */
  readonly reasons: Uint16Array
  /** Since when, by segment then by segmentation; `undefined` where she was from the first. */
  readonly since: readonly (number | undefined)[]
}

export type LiveExplanation =
  | { readonly kind: 'segment'; readonly id: string; readonly explanation: Explanation }
  | { readonly kind: 'segmentation'; readonly id: string; readonly explanation: ClassExplanation }

export interface Parity {
  readonly asOf: number
  readonly customers: number
  readonly compared: number
  readonly differences: number
  /** At most a hundred. */
  readonly examples: readonly {
    readonly customer: string
    readonly kind: 'segment' | 'segmentation'
    readonly definition: string
    readonly live: string
    readonly batch: string
    /** Of either reading, in words. */
    readonly liveWhy: string
    readonly batchWhy: string
  }[]
}

export interface LiveStatus {
  readonly customers: number
  readonly definitionsVersion: number
  /** While records or memberships are being filled: how far. */
  readonly filling?: { readonly done: number; readonly of: number }
  readonly outbox: {
    readonly depth: number
    /** Milliseconds since the oldest entry was accepted; 0 when empty. */
    readonly age: number
    /** The last failure of the warehouse, if the last try failed. */
    readonly failure?: string
  }
  readonly timers: { readonly count: number; readonly dueAt: number | undefined }
  readonly accepted: {
    readonly events: number
    readonly customers: number
    readonly duplicates: number
    readonly refused: number
  }
  readonly transitions: number
}
