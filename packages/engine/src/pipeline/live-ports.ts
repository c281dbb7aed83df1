import type { Profiles } from '../ports/profiles.ts'
import type { EnginePorts } from './engine-ports.ts'

/** What the live half asks of the world. */
export interface LivePorts extends EnginePorts {
  readonly profiles: Profiles
  /** Calls once after some milliseconds, unless it is cancelled by what it gives back: `setTimeout`, or a test's own. */
  readonly timer: LiveTimer
  /** By default as soon as the caller has returned. */
  readonly soon?: LiveSoon
  /** Told what went wrong where nobody waits for an answer: a delivery, a timer, a filling. It is tried again. */
  readonly onTrouble?: (trouble: LiveTrouble) => void
  /** Ids of events that come without one; by default random ones. */
  readonly newId?: () => string
  readonly limits?: Partial<LiveLimits>
}

export type LiveTimer = (run: () => void, millis: number) => () => void

/** Calls once, when what else has come in by now has been seen too: `setImmediate`. */
export type LiveSoon = (run: () => void) => void

export interface LiveTrouble {
  readonly in: 'delivery' | 'timers' | 'catching up' | 'sweeping' | 'merging'
  readonly error: unknown
}

/** How much there may be of what, and how long it is kept. */
export interface LiveLimits {
  /** Items that wait to be taken in; beyond it is busy. */
  readonly waitingItems: number
  /** Items that go into one commit. */
  readonly turnItems: number
  /** Entries the warehouse has yet to take; beyond it is busy. */
  readonly outboxEntries: number
  /** Bytes the store has left; below it is busy. */
  readonly roomBytes: number
  /** What is delivered at once. */
  readonly stretchEntries: number
  readonly stretchBytes: number
  /** Milliseconds that entries wait for others to be delivered with. */
  readonly deliveryDelay: number
  /** The same of moves that time alone has made: they come one by one, day and night, and nobody waits for them there. */
  readonly moveDelay: number
  /** Transitions that are kept to be read again, and for how many milliseconds. */
  readonly transitions: number
  readonly transitionMillis: number
  /** For how many milliseconds an idempotency key is known. */
  readonly requestMillis: number
  /** Customers that are filled or brought up in one go. */
  readonly chunk: number
  /** Customers that are compared in one go: each is a pass of the warehouse over all who come after. */
  readonly compared: number
  /** Milliseconds after which the clock is looked at again, though nothing is due: it may have been set. */
  readonly longestSleep: number
}

const DAY = 86_400_000

export const liveLimits: LiveLimits = {
  waitingItems: 20_000,
  turnItems: 5_000,
  outboxEntries: 2_000_000,
  roomBytes: 256 * 2 ** 20,
  stretchEntries: 5_000,
  stretchBytes: 4 * 2 ** 20,
  deliveryDelay: 1_000,
  moveDelay: 10_000,
  transitions: 1_000_000,
  transitionMillis: 7 * DAY,
  requestMillis: DAY,
  chunk: 500,
  compared: 20_000,
  longestSleep: 600_000,
}
