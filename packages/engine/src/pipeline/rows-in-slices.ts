import type { CustomerRow, RowsQuery, Warehouse } from '../ports/warehouse.ts'

/** Customers of the first slice, and how much larger each further one is. */
const [FIRST, GROWTH, LARGEST] = [5_000, 4, 1_000_000]

/**
 * The same rows, asked for slice by slice: who stops after a page has not made the warehouse evaluate everybody, and
 * who goes on to the end has asked a handful of times.
 */
export async function* rowsInSlices(
  warehouse: Warehouse,
  query: Omit<RowsQuery, 'limit'>,
): AsyncGenerator<CustomerRow> {
  let after = query.after
  for (let limit = FIRST; ; limit = Math.min(limit * GROWTH, LARGEST)) {
    let given = 0
    for await (const row of warehouse.rows({ ...query, limit, ...(after === undefined ? {} : { after }) })) {
      yield row
      after = row.customer
      given += 1
    }
    if (given < limit) return
  }
}
