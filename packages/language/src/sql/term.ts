import type { Fragment } from './fragment.ts'

/**
 * An expression as SQL. How each type is held:
 *
 * | type | SQL |
 * |---|---|
 * | boolean | UInt8, 0 or 1 |
 * | number | Float64, finite |
 * | money | Decimal with 4 places |
 * | text | String |
 * | date | whole days since 1970-01-01 |
 * | instant, duration | whole milliseconds |
 * | place | two Float64, both known or neither |
 * | tags | Array(String), and a UInt8 that says whether they are known |
 *
 * Unknown is NULL.
 */
export type Term = ScalarTerm | PlaceTerm | TagsTerm

export interface ScalarTerm {
  readonly kind: 'scalar'
  readonly sql: Fragment
}
export interface PlaceTerm {
  readonly kind: 'place'
  readonly latitude: Fragment
  readonly longitude: Fragment
}
export interface TagsTerm {
  readonly kind: 'tags'
  readonly items: Fragment
  readonly known: Fragment
}

export function scalar(sql: Fragment): ScalarTerm {
  return { kind: 'scalar', sql }
}
