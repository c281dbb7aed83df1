import type { CustomerHistory, DatedValue, WarehouseSchema } from '@kindred/engine'
import { counts } from '../batches/noted-batch.ts'
import { readSets, selectSets, selectValues } from '../customers/read-sets.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf } from '../schema/declared-columns.ts'
import { readValue } from '../values/read-value.ts'
import type { BoundValue, Cell, Statement } from '../warehouse-node.ts'
import type { CustomerGroup } from './customer-groups.ts'
import { plainNumbers } from './plain-numbers.ts'

export type KnownCustomer = Omit<CustomerHistory, 'events'>

/** What was said of the customers of a group: one row each, in order of id. */
export class KnownCustomers {
  readonly #nodes: Nodes
  readonly #schema: WarehouseSchema
  readonly #asOf: number

  constructor(nodes: Nodes, schema: WarehouseSchema, asOf: number) {
    this.#nodes = nodes
    this.#schema = schema
    this.#asOf = asOf
  }

  statement(group: CustomerGroup): Statement {
    const { tables } = this.#nodes
    const lasts = columnsOf(this.#schema).attributes.map((attribute, at) => {
      const value = ['1', 'toUnixTimestamp64Milli(since)', ...selectValues([attribute])].join(', ')
      return `argMaxIf(tuple(${value}), (since, batch), has(sets, {attribute_${at}:String}) AND ${holds})`
    })
    const pending = `groupArrayIf(tuple(toUnixTimestamp64Milli(since), batch, ${selectSets(this.#schema)}), NOT ${holds})`
    return {
      sql: `SELECT customer_id, toUnixTimestamp64Milli(min(since)), ${[pending, ...lasts].join(', ')}
        FROM ${tables.customerChanges} WHERE ${counts(tables)} AND ${isCustomer(tables)}${group.sql}
        GROUP BY customer_id ORDER BY customer_id`,
      params: { ...group.params, ...this.#params() },
      settings: { ...plainNumbers, optimize_aggregation_in_order: 1 },
    }
  }

  read([id, since, pending, ...lasts]: readonly Cell[]): KnownCustomer {
    return {
      id: String(id),
      since: Number(since),
      attributes: this.#attributes(lasts),
      pending: this.#pending(cellsOf(pending)),
    }
  }

  #attributes(lasts: readonly Cell[]): ReadonlyMap<string, DatedValue> {
    const attributes = new Map<string, DatedValue>()
    for (const [at, { name, type }] of columnsOf(this.#schema).attributes.entries()) {
      const [isSet, since, ...cells] = cellsOf(lasts[at])
      if (isSet === 1) attributes.set(name, { since: Number(since), value: readValue(type, cells) })
    }
    return attributes
  }

  #pending(rows: readonly Cell[]): KnownCustomer['pending'] {
    return rows
      .map(cellsOf)
      .sort((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1]))
      .map(([since, _batch, ...sets]) => ({ since: Number(since), attributes: readSets(this.#schema, sets) }))
  }

  #params(): Readonly<Record<string, BoundValue>> {
    const names = columnsOf(this.#schema).attributes.map(
      ({ name }, at) => [`attribute_${at}`, { type: 'String', value: name }] as const,
    )
    return { ...Object.fromEntries(names), as_of: { type: 'Int64', value: Math.floor(this.#asOf) } }
  }
}

const holds = `(toUnixTimestamp64Milli(since) <= {as_of:Int64})`

function cellsOf(cell: Cell | undefined): readonly Cell[] {
  return Array.isArray(cell) ? cell : []
}
