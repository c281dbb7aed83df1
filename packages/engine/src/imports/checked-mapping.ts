import type { DeclaredType } from '@kindred/language'
import type { ImportExpression } from './import-expression.ts'

/** How rows of a source become customers or events: names resolved against the file's columns and the declared types. */
export type CheckedMapping = CustomersMapping | EventsMapping

interface Shared {
  readonly customer: ImportExpression
  /** Rows for which this holds are left out, counted as skipped. */
  readonly skip?: ImportExpression
  /** Attributes set by each row. */
  readonly attributes: ReadonlyMap<string, { readonly type: DeclaredType; readonly value: ImportExpression }>
}
export interface CustomersMapping extends Shared {
  readonly kind: 'customers'
  /** From when the row holds; absent: the first import of a customer holds always, a later one from its own instant. */
  readonly at?: ImportExpression
}
export interface EventsMapping extends Shared {
  readonly kind: 'events'
  readonly at: ImportExpression
  /** Gives the name of a declared event. */
  readonly event: ImportExpression
  /** The event's own id; absent: the hash of the row and its occurrence number. */
  readonly id?: ImportExpression
  /** By event, then by property. A property mapped for all events is set for those that declare it. */
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, { readonly type: DeclaredType; readonly value: ImportExpression }>>
}
