import type { DeclaredType } from '@kindred/language'
import type { RowCondition, TextReading, ValueReading } from './reading.ts'

/** How rows of a source become customers or events: names resolved against the file's columns and the declared types. */
export type CheckedMapping = CustomersMapping | EventsMapping

/** A value each row gives, and the type it is stored as. */
export interface MappedValue {
  readonly type: DeclaredType
  readonly reading: TextReading | ValueReading
}

interface Shared {
  readonly customer: TextReading
  /** Column the customer's id comes from, for the rows without one. */
  readonly customerColumn: string
  /** Rows for which this holds are left out, counted as skipped. */
  readonly skip?: RowCondition
  /** Attributes set by each row. An empty cell of an event says nothing; one of a customer makes it unknown. */
  readonly attributes: ReadonlyMap<string, MappedValue>
}
export interface CustomersMapping extends Shared {
  readonly kind: 'customers'
  /** From when the row holds; absent: what is said of a customer for the first time holds always, what is said later from the import on. */
  readonly at?: ValueReading
  readonly atColumn?: string
}
export interface EventsMapping extends Shared {
  readonly kind: 'events'
  readonly at: ValueReading
  readonly atColumn: string
  /** Gives the name of one of `events`. */
  readonly event: TextReading
  readonly eventColumn: string
  /** The declared events a row may be. */
  readonly events: readonly string[]
  /** The event's own id; absent: the hash of the row and its occurrence number. */
  readonly id?: TextReading
  readonly idColumn?: string
  /** By event, then by property. A property mapped for all events is set for those that declare it. */
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, MappedValue>>
}
