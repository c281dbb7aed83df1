import type { Checked, CheckedSegmentation, Cutoffs } from '../ast/checked.ts'
import type { Zone } from '../vocabulary/calendar.ts'
import type { Aggregates } from './aggregates.ts'
import type { Fragment, Fragments } from './fragment.ts'
import type { Parameters } from './parameters.ts'
import type { Term } from './term.ts'

/** What the translation of single kinds of expression stands on; handed to each of them. */
export interface Translation {
  readonly fragments: Fragments
  readonly parameters: Parameters
  readonly aggregates: Aggregates
  readonly asOf: number
  readonly zone: Zone
  readonly cutoffs: Cutoffs
  term(node: Checked): Term
  /** Of a type that is held in one column. */
  scalar(node: Checked): Fragment
  /** Two-valued: unknown is false. */
  condition(node: Checked): Fragment
  /** The number of the class a customer is in, `otherwise` being the last. */
  classNumber(of: CheckedSegmentation): Fragment
}

/** Unknown becomes false. */
export function settled(fragments: Fragments, condition: Fragment): Fragment {
  return condition.nullable ? fragments.known(['ifNull(', ', 0)'], condition) : condition
}

/** A float that is not finite is unknown. */
export function finite(fragments: Fragments, value: Fragment): Fragment {
  return fragments.unsure(['ifNotFinite(', ', NULL)'], value)
}
