import type { Value } from '@kindred/language'
import type { CustomerPatch } from '../../records/customer-record.ts'
import type { LiveStanding } from './live-standing.ts'

/** The last that was said of an attribute. */
export interface AttributeFact {
  /** From when on it holds: what is said later, but of an earlier instant, does not count. */
  readonly since: number
  /** `undefined`: it was set to unknown. */
  readonly value: Value | undefined
}

/** Everything that is kept of one customer but her older events. */
export interface LiveRecord {
  readonly id: string
  /** Number of the program her standing was found by. */
  readonly program: number
  /** Number of the filling her history was packed for. */
  readonly fill: number
  /** UTC milliseconds; 0: always. */
  readonly knownSince: number
  /** The instant her standing was last found at. */
  readonly asOf: number
  /** The instant at which something last came in. */
  readonly newsAt: number
  /** When her answer could change by itself. */
  readonly timer: number | undefined
  /** The latest instant of any event of hers, kept or not. */
  readonly newestEventAt: number | undefined
  readonly attributes: ReadonlyMap<string, AttributeFact>
  /** What was said of instants still to come, in their order. */
  readonly pending: readonly Omit<CustomerPatch, 'id'>[]
  /** `History.head` */
  readonly head: Uint8Array
  readonly standing: LiveStanding
  /** Whom she has become one with. */
  readonly mergedInto: string | undefined
  /** Written by whoever contacts her; passed through. */
  readonly contacts: Uint8Array | undefined
}

/** Her attributes as they are at the record's instant; unknown ones left out. */
export function knownAttributes({ attributes }: LiveRecord): ReadonlyMap<string, Value> {
  const known = new Map<string, Value>()
  for (const [name, { value }] of attributes) if (value !== undefined) known.set(name, value)
  return known
}
