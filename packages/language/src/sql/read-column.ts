import type { DeclaredType } from '../vocabulary/vocabulary.ts'
import type { Fragment, Fragments } from './fragment.ts'
import { knownColumn, latitudeColumn, longitudeColumn, quoteName } from './physical.ts'
import { scalar, type Term } from './term.ts'

/**
 * A declared column as an expression holds it.
 *
 * @param table - What stands before the column's name: `c.`, or nothing.
 */
export function readColumn(fragments: Fragments, table: string, name: string, type: DeclaredType): Term {
  const column = (physical: string, nullable = true) =>
    fragments.column(`${table}${quoteName(physical)}`, nullable)
  if (type === 'place') {
    return {
      kind: 'place',
      latitude: column(latitudeColumn(name)),
      longitude: column(longitudeColumn(name)),
    }
  }
  if (type === 'tags')
    return { kind: 'tags', items: column(name, false), known: column(knownColumn(name), false) }
  return scalar(heldAs(fragments, column(name), type))
}

/** A stored value in the form an expression holds it: dates in days, instants in milliseconds. */
export function heldAs(fragments: Fragments, stored: Fragment, type: DeclaredType): Fragment {
  if (type === 'date') return fragments.strict`toInt32(${stored})`
  if (type === 'instant') return fragments.strict`toUnixTimestamp64Milli(${stored})`
  return stored
}
