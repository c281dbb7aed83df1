import type { BoundValue } from '../warehouse-node.ts'
import type { CustomerRange } from './customer-ranges.ts'

/** SQL: ` AND …` for the customers of a range. */
export function rangeCondition({ from, below }: CustomerRange): string {
  const parts = [
    from === undefined ? '' : ' AND customer_id >= {range_from:String}',
    below === undefined ? '' : ' AND customer_id < {range_below:String}',
  ]
  return parts.join('')
}

/** The same for what is joined with customers of the range: it reads little more than they need, and compares no row. */
export function rangeHint(range: CustomerRange): string {
  const condition = rangeCondition(range)
  return condition === '' ? '' : ` AND indexHint(1${condition})`
}

export function rangeParams({ from, below }: CustomerRange): Readonly<Record<string, BoundValue>> {
  return {
    ...(from === undefined ? {} : { range_from: { type: 'String', value: from } }),
    ...(below === undefined ? {} : { range_below: { type: 'String', value: below } }),
  }
}
