import type { NodeHealth } from './warehouse.ts'

/**
 * The hot store: ordered spaces of keys and bytes, read in microseconds, written in one durable step. What lies in them
 * is the business of the stage `profiles`; a store knows nothing of customers. Every implementation passes
 * `testing/profiles-suite.ts`.
 */
export interface Profiles {
  readonly kind: 'memory' | 'embedded' | 'server'
  health(): Promise<NodeHealth>
  close(): Promise<void>
  /**
   * The values of some keys, in their order; `undefined` where there is none. What is given back is the caller's own.
   *
   * @param room - For values that the store would have to copy; those that it is given anyway come as they are.
   */
  read(
    space: ProfileSpace,
    keys: readonly Uint8Array[],
    room?: ValueRoom,
  ): Promise<readonly (Uint8Array | undefined)[]>
  /** Entries with `from <= key < to` in order of their bytes (or the other way round); memory does not grow with them. */
  range(space: ProfileSpace, range: KeyRange): AsyncIterable<ProfileEntry>
  /** How many entries a space has. Constant time. */
  count(space: ProfileSpace): Promise<number>
  /**
   * All of it or nothing, and durable when it returns: it survives the death of the process, and of the machine as far as
   * the store promises (LMDB: `fsync`; Redis: its own setting, which `health` reports). Commits that are asked for while
   * one is under way go together in the next.
   *
   * @returns false, and nothing is changed, when some `expected` value is not what is there.
   */
  commit(changes: ProfileChanges): Promise<boolean>
  /** Bytes that can still be written before the disk or the memory limit stands in the way; `undefined` where unknown. */
  room(): Promise<number | undefined>
}

/** Where values are put that a caller reads again and again, and keeps none of. */
export interface ValueRoom {
  /** A copy of the first `length` bytes. */
  copy(bytes: Uint8Array, length: number): Uint8Array
}

/**
 * `records`: a customer's head; `pages`: her older events; `timers`: when answers could change by themselves; `outbox`:
 * what the warehouse has yet to take; `transitions`: recent moves; `identities`: which ids are one person; `requests`:
 * answers by idempotency key; `state`: the few values of the whole.
 */
export type ProfileSpace =
  | 'records'
  | 'pages'
  | 'timers'
  | 'outbox'
  | 'transitions'
  | 'identities'
  | 'requests'
  | 'state'

export interface ProfileEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}
export interface KeyRange {
  readonly from?: Uint8Array
  readonly to?: Uint8Array
  readonly limit?: number
  /** Greatest key first. */
  readonly descending?: boolean
}
export interface ProfileChanges {
  /** Keys are of 1 to 400 bytes. `value` undefined: removed. A later change of one key in the list wins. */
  readonly changes: readonly {
    readonly space: ProfileSpace
    readonly key: Uint8Array
    readonly value: Uint8Array | undefined
  }[]
  /** What must still be there, byte for byte; undefined: nothing. */
  readonly expected?: readonly {
    readonly space: ProfileSpace
    readonly key: Uint8Array
    readonly value: Uint8Array | undefined
  }[]
}
