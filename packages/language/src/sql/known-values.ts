import type { Aggregate } from '../ast/checked.ts'
import type { Fragment } from './fragment.ts'
import type { Selection } from './selection.ts'
import type { Term } from './term.ts'
import type { Translation } from './translation.ts'

type Property = NonNullable<Aggregate['property']>

/** The known values of a property among some events: what an aggregate of it stands on. */
export interface KnownValues {
  readonly property: Property
  readonly selection: Selection
  readonly translation: Translation
  /** The property of one event. */
  readonly value: Term
  /** Whether it is known. */
  readonly known: Fragment
  /**
   * The column, NULL taken for whatever lies beneath: to be read only together with `known`. Functions over columns
   * that cannot be NULL are faster by a fifth. Only where one column holds the property.
   */
  readonly present: Fragment
}
