import type { Warehouse } from '../ports/warehouse.ts'
import type { CustomerTable, TableColumn } from '../ports/warehouse-tables.ts'
import type { HiddenCustomers } from './hidden-customers.ts'

/**
 * A warehouse in which some customers cannot be seen, whatever of them is still there: not looked up, found or listed.
 * Figures over everybody count them until their rows are gone.
 */
export function hidingWarehouse(warehouse: Warehouse, hidden: HiddenCustomers): Warehouse {
  const visible = visibleReads(warehouse, hidden)
  return new Proxy(warehouse, {
    get(target, name) {
      const own: unknown = Reflect.get(visible, name)
      if (own !== undefined) return own
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

type VisibleReads = Pick<
  Warehouse,
  | 'customer'
  | 'findCustomers'
  | 'rows'
  | 'table'
  | 'members'
  | 'membership'
  | 'transitions'
  | 'histories'
  | 'liveTransitions'
  | 'difference'
>

function visibleReads(warehouse: Warehouse, hidden: HiddenCustomers): VisibleReads {
  return {
    async customer(id, asOf) {
      return (await hidden.ids()).has(id) ? undefined : warehouse.customer(id, asOf)
    },
    async findCustomers(text, limit) {
      const gone = await hidden.ids()
      const found = await warehouse.findCustomers(text, limit + gone.size)
      return found.filter(id => !gone.has(id)).slice(0, limit)
    },
    async membership(refresh, layout, customer) {
      return (await hidden.ids()).has(customer) ? undefined : warehouse.membership(refresh, layout, customer)
    },
    async table(query) {
      return withoutRows(await warehouse.table(query), await hidden.ids())
    },
    async difference(query) {
      const gone = await hidden.ids()
      const shown = (ids: readonly string[]) => ids.filter(id => !gone.has(id)).slice(0, query.sample)
      const found = await warehouse.difference({ ...query, sample: query.sample + gone.size })
      return new Map(
        [...found].map(([id, each]) => [
          id,
          { ...each, enteredSample: shown(each.enteredSample), leftSample: shown(each.leftSample) },
        ]),
      )
    },
    rows: query =>
      visible(
        hidden,
        query.limit,
        limit => warehouse.rows({ ...query, ...limit }),
        row => row.customer,
      ),
    members: query =>
      visible(
        hidden,
        query.limit,
        limit => warehouse.members({ ...query, ...limit }),
        id => id,
      ),
    transitions: query =>
      visible(
        hidden,
        query.limit,
        limit => warehouse.transitions({ ...query, ...limit }),
        move => move.customer,
      ),
    histories: query =>
      visible(
        hidden,
        undefined,
        () => warehouse.histories(query),
        history => history.id,
      ),
    liveTransitions: query =>
      visible(
        hidden,
        query.limit,
        ({ limit = MOST }) => warehouse.liveTransitions({ ...query, limit }),
        move => move.customer,
      ),
  }
}

/** Without those who are hidden; one who is hidden while it is read is left out from then on. */
async function* visible<T>(
  hidden: HiddenCustomers,
  limit: number | undefined,
  read: (limit: { readonly limit?: number }) => AsyncIterable<T>,
  customerOf: (item: T) => string,
): AsyncGenerator<T> {
  let left = limit ?? Number.POSITIVE_INFINITY
  if (left <= 0) return
  let gone = await hidden.ids()
  // Of moves a customer may have many: what is hidden must not use the limit up.
  const asked = limit === undefined || gone.size > 0 ? {} : { limit }
  let count = 0
  for await (const item of read(asked)) {
    if (count++ % CHECK_EVERY === 0) gone = await hidden.ids()
    if (gone.has(customerOf(item))) continue
    yield item
    left -= 1
    if (left <= 0) return
  }
}

/** Rows after which it is looked again who is hidden. */
const CHECK_EVERY = 1_000
/** As good as no limit, where one has to be given. */
const MOST = 2 ** 31 - 1

function withoutRows(table: CustomerTable, gone: ReadonlySet<string>): CustomerTable {
  const kept = [...table.customers.keys()].filter(row => !gone.has(table.customers[row] ?? ''))
  const removed = table.customers.length - kept.length
  if (removed === 0) return table
  return {
    ...table,
    population: table.population - removed,
    customers: kept.map(row => table.customers[row] ?? ''),
    columns: new Map([...table.columns].map(([name, column]) => [name, keptRows(column, kept)])),
  }
}

function keptRows(column: TableColumn, kept: readonly number[]): TableColumn {
  if (column.kind === 'number') {
    const values = new Float64Array(new SharedArrayBuffer(kept.length * Float64Array.BYTES_PER_ELEMENT))
    for (const [to, from] of kept.entries()) values[to] = column.values[from] ?? Number.NaN
    return { ...column, values }
  }
  const codes = new Int32Array(new SharedArrayBuffer(kept.length * Int32Array.BYTES_PER_ELEMENT))
  for (const [to, from] of kept.entries()) codes[to] = column.codes[from] ?? -1
  return { ...column, codes }
}
