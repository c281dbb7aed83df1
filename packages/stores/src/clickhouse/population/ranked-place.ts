import type { RankedQuery } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import type { BoundValue, Cell } from '../warehouse-node.ts'
import { keySql } from './measure-keys.ts'

/** Where a customer stands in an order: whether her value is unknown, the value as what it is ordered by, and her id. */
export interface StoredPlace {
  readonly isUnknown: number
  readonly place: string
  readonly customer: string
}

/** SQL: `is_unknown` and `place` of the column `ranked_by`: text as it is, anything else as a whole number. */
export function placeColumns(by: Checked | undefined): readonly string[] {
  if (by === undefined) return ['0 AS is_unknown', "'' AS place"]
  return [
    'isNull(ranked_by) AS is_unknown',
    `if(isNull(ranked_by), ${nothing(by)}, ${placeSql(by)}) AS place`,
  ]
}

function nothing(by: Checked): string {
  return isText(by) ? "''" : 'toInt128(0)'
}

function placeSql(by: Checked): string {
  if (isText(by)) return 'toString(assumeNotNull(ranked_by))'
  // The units themselves: an amount of the largest size has no room for a product.
  if (by.type === 'money') return "reinterpret(toDecimal128(assumeNotNull(ranked_by), 4), 'Int128')"
  if (by.type === 'number') return keySql({ value: by, better: 'high' }, 'toFloat64(ranked_by)')
  return 'toInt128(assumeNotNull(ranked_by))'
}

function isText({ type }: Checked): boolean {
  return type === 'text'
}

/** A row of `is_unknown`, `place` and `customer_id`. */
export function storedPlace([isUnknown, place, customer]: readonly Cell[]): StoredPlace {
  return { isUnknown: Number(isUnknown), place: String(place), customer: String(customer) }
}

/** SQL: who comes after somebody, over `is_unknown`, `place` and `customer_id`. */
export function whoComesAfter(
  { isUnknown, place, customer }: StoredPlace,
  { by, descending }: Pick<RankedQuery, 'descending'> & { readonly by: Checked | undefined },
): { readonly sql: string; readonly params: Readonly<Record<string, BoundValue>> } {
  const further = descending ? '<' : '>'
  const after = { after: { type: 'String', value: customer } }
  if (by === undefined) return { sql: `customer_id ${further} {after:String}`, params: after }
  const type = isText(by) ? 'String' : 'Int128'
  const behind = `place ${further} {after_place:${type}} OR (place = {after_place:${type}} AND customer_id > {after:String})`
  return {
    sql: `is_unknown > {after_unknown:UInt8} OR (is_unknown = {after_unknown:UInt8} AND (${behind}))`,
    params: {
      ...after,
      after_unknown: { type: 'UInt8', value: isUnknown },
      after_place: { type, value: place },
    },
  }
}
