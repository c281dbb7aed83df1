import { counts } from '../batches/noted-batch.ts'
import type { Tables } from '../tables.ts'

/**
 * A condition on rows with a `customer_id`: only those of customers who were not merged into another.
 *
 * @param among - SQL: a condition on `from_id` (and `batch`) that holds for all who are asked about; it keeps the list short.
 */
export function isCustomer(tables: Tables, among = '1'): string {
  return `customer_id NOT IN (SELECT from_id FROM ${tables.merges} WHERE kind = 'merge' AND ${among} AND ${counts(tables)})`
}
