/** The stores a person is held in. `files` are rows set aside of files that were uploaded. */
export const erasedStores = ['warehouse', 'catalog', 'profiles', 'files'] as const
export type ErasedStore = (typeof erasedStores)[number]

/** How many there were of something of one person's: `{ store: 'warehouse', what: 'events', count: 12 }`. */
export interface HeldCount {
  readonly store: ErasedStore
  readonly what: string
  readonly count: number
}

/** The erasure of one person: open from the moment she is hidden until nothing of hers is left, and its receipt from then on. */
export interface Erasure {
  readonly id: string
  /** UTC milliseconds: since when nobody sees her. */
  readonly at: number
  readonly author: string
  readonly reason?: string
  /** All her ids, while something is left to remove; none afterwards. */
  readonly customers: readonly string[]
  /** A hash of each of her ids, by which she is known should somebody send her again. */
  readonly hashes: readonly string[]
  /** What was found of her, whatever has been removed of it by now. */
  readonly found: readonly HeldCount[]
  /** Why it is not done yet, each a sentence. */
  readonly waits: readonly string[]
  /** Since when nothing is left. */
  readonly doneAt?: number
}

/** Two ids of one person. */
export interface JoinedIds {
  readonly from: string
  readonly into: string
}

/** By what those are known who were erased: hashes under a salt. */
export interface ErasedIds {
  readonly salt: string
  readonly hashes: ReadonlySet<string>
}
