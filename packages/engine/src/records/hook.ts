import type { LiveTransition } from './live.ts'

/** A web hook: whose moves are sent where. */
export interface Hook {
  readonly id: string
  readonly url: string
  /** Segments and segmentations; none: all. */
  readonly definitions: readonly string[]
  /** Of segments: which moves. A change of class is always told. */
  readonly moves: 'enter' | 'leave' | 'both'
  /** What deliveries are signed with: for whoever delivers, never for an answer or a log. */
  readonly secret: string
  readonly createdAt: number
  /** The last transition told or passed over; undefined: it begins with the next that happens. */
  readonly delivered: number | undefined
}

/** What a web hook could not be told after all tries. */
export interface DeadLetter {
  /** Rises with each. */
  readonly id: number
  readonly hook: string
  readonly at: number
  readonly tries: number
  readonly reason: string
  readonly transitions: readonly LiveTransition[]
}
