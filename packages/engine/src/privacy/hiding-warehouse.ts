import type { Warehouse } from '../ports/warehouse.ts'
import type { CustomerTable, TableColumn } from '../ports/warehouse-tables.ts'
import type { HiddenCustomers } from './hidden-customers.ts'
import { visibleItems } from './visible-items.ts'

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
  | 'ranked'
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
    async findCustomers(text, limit, after) {
      const gone = await hidden.ids()
      const found = await warehouse.findCustomers(text, limit + gone.size, after)
      return found.filter(id => !gone.has(id)).slice(0, limit)
    },
    async membership(refresh, layout, customer) {
      return (await hidden.ids()).has(customer) ? undefined : warehouse.membership(refresh, layout, customer)
    },
    async ranked(query) {
      const gone = await hidden.ids()
      const found = await warehouse.ranked({ ...query, limit: query.limit + gone.size })
      return found?.filter(({ customer }) => !gone.has(customer)).slice(0, query.limit)
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
      visibleItems({
        ...{ hidden, limit: query.limit, customerOf: row => row.customer },
        read: limit => warehouse.rows({ ...query, ...limit }),
      }),
    members: query =>
      visibleItems({
        ...{ hidden, limit: query.limit, customerOf: id => id },
        read: limit => warehouse.members({ ...query, ...limit }),
      }),
    transitions: query =>
      visibleItems({
        ...{ hidden, limit: query.limit, customerOf: move => move.customer },
        read: limit => warehouse.transitions({ ...query, ...limit }),
      }),
    histories: query =>
      visibleItems({
        ...{ hidden, limit: undefined, customerOf: history => history.id },
        read: () => warehouse.histories(query),
      }),
    liveTransitions: query =>
      visibleItems({
        ...{ hidden, limit: query.limit, customerOf: move => move.customer },
        read: ({ limit = MOST }) => warehouse.liveTransitions({ ...query, limit }),
      }),
  }
}

/** As good as no limit, where one has to be given. */
const MOST = 2 ** 31 - 1

function withoutRows(table: CustomerTable, gone: ReadonlySet<string>): CustomerTable {
  if (gone.size === 0) return table
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
