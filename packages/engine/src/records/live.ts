import type { Cause } from './refresh.ts'

/** One thing said to the live half: an event of a customer, or what is known of her from now (or `since`) on. */
export type IngestItem =
  | {
      readonly kind: 'event'
      /** Absent: one is made up, so that the same event sent again is another one. */
      readonly id?: string
      readonly customer: string
      readonly event: string
      /** UTC milliseconds; absent: now. */
      readonly at?: number
      /** As they came: checked against what is declared. */
      readonly properties: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'customer'
      readonly customer: string
      readonly since?: number
      /** `null` sets an attribute to unknown. */
      readonly attributes: Readonly<Record<string, unknown>>
    }

/** What became of one item. */
export type IngestOutcome =
  | { readonly outcome: 'accepted'; readonly id: string }
  /** Known before: nothing changed. */
  | { readonly outcome: 'duplicate'; readonly id: string }
  | { readonly outcome: 'refused'; readonly code: string; readonly says: string; readonly remedy: string }

/** A cause of a live move: those of a refresh, and two customers becoming one, or two again. */
export type LiveCause = Cause | 'merge'

/** One customer's move, as it happened. `seq` rises with each, without holes that mean anything. */
export interface LiveTransition {
  readonly seq: number
  /** The instant the answer changed: of the clock, the very millisecond the window let go. */
  readonly at: number
  readonly kind: 'segment' | 'segmentation'
  readonly definition: string
  readonly customer: string
  readonly from: string
  readonly to: string
  readonly cause: LiveCause
  /** The event that brought it, where one did. */
  readonly event?: string
  /** The event came later than others of hers, or than a minute after its own instant. */
  readonly late?: boolean
}

/** Since when a customer has been where she is, live. */
export interface LiveMembership {
  readonly kind: 'segment' | 'segmentation'
  readonly id: string
  readonly class?: string
  /** `undefined`: she was there when live membership was first filled. */
  readonly since: number | undefined
  readonly cause: LiveCause | undefined
  readonly event?: string
}

/** What became of an identity: an anonymous id joined to a known one, or two customers made one. */
export interface MergeRecord {
  /** Rises with each. */
  readonly id: number
  readonly at: number
  /** The id that is no customer of its own any more. */
  readonly from: string
  readonly into: string
  readonly by: 'alias' | 'hand' | 'rule'
  /** Of a rule: the attribute whose value they share (never the value). */
  readonly attribute?: string
  readonly author?: string
  readonly undoneAt?: number
  /** It was not made: one person would have come to have more ids than the rule allows. */
  readonly refused?: 'limit'
}
