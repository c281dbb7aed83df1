import type { Subject, Value } from '@kindred/language'

/** One customer as of an instant, as the warehouse holds her. `events` are all up to the instant, oldest first. */
export interface CustomerRecord extends Subject {
  /** When she became known: UTC milliseconds, `undefined` when no date was given (known always). */
  readonly since: number | undefined
}

/** What a write says of one customer: these attributes, from this instant on. `undefined` sets an attribute to unknown. */
export interface CustomerPatch {
  readonly id: string
  /** UTC milliseconds; 0: known always. */
  readonly since: number
  readonly attributes: ReadonlyMap<string, Value | undefined>
}

export interface EventRecord {
  readonly id: string
  readonly customer: string
  readonly event: string
  readonly at: number
  readonly properties: ReadonlyMap<string, Value>
}
