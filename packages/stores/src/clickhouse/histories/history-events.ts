import type { HistoriesQuery, WarehouseSchema } from '@kindred/engine'
import { quoteName, type SubjectEvent, type Value } from '@kindred/language'
import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { binaryRows, binaryValue, type RowBinaryCursor } from '../values/row-binary.ts'
import type { BoundValue, Statement, WarehouseNode } from '../warehouse-node.ts'
import type { CustomerGroup } from './customer-groups.ts'

interface AskedColumn extends DeclaredColumn {
  /** Position of its event among those asked for. */
  readonly of: number
}

export interface EventsOfCustomer {
  readonly customer: string
  readonly events: readonly SubjectEvent[]
}

/** Events of the customers of a group, in order of (customer, instant, id), which is the order they lie in. */
export class HistoryEvents {
  readonly #nodes: Nodes
  readonly #query: HistoriesQuery
  readonly #names: readonly string[]
  readonly #columns: readonly AskedColumn[]

  constructor(nodes: Nodes, schema: WarehouseSchema, query: HistoriesQuery) {
    this.#nodes = nodes
    this.#query = query
    this.#names = [...query.events.keys()]
    const declared = columnsOf(schema).events
    this.#columns = [...query.events].flatMap(([event, { properties }], of) =>
      (declared.get(event) ?? [])
        .filter(({ name }) => properties.includes(name))
        .map(column => ({ ...column, of })),
    )
  }

  /** Whoever has any, in order of id. */
  async *read(node: WarehouseNode, group: CustomerGroup): AsyncGenerator<EventsOfCustomer> {
    if (this.#names.length === 0) return
    const rows = new RowsOfCustomers(this.#names, this.#columns)
    let [customer, events]: [string, SubjectEvent[]] = ['', []]
    const pieces = node.pieces(this.#statement(group), 'RowBinary')
    for await (const block of binaryRows(pieces, cursor => rows.read(cursor))) {
      for (const row of block) {
        if (row.customer !== customer) {
          if (events.length > 0) yield { customer, events }
          ;[customer, events] = [row.customer, []]
        }
        events.push(row.event)
      }
    }
    if (events.length > 0) yield { customer, events }
  }

  #statement(group: CustomerGroup): Statement {
    const { tables } = this.#nodes
    const params: Record<string, BoundValue> = {
      ...group.params,
      events: { type: 'Array(String)', value: this.#names },
    }
    const early = [...this.#query.events.values()].flatMap(({ from }, at) => {
      if (from === undefined) return []
      params[`from_${at}`] = { type: 'Int64', value: Math.ceil(from) }
      return [` AND NOT (place = ${at + 1} AND toUnixTimestamp64Milli(at) < {from_${at}:Int64})`]
    })
    const values = this.#columns.flatMap(({ columns }) => columns.map(({ name }) => `, ${quoteName(name)}`))
    return {
      sql: `SELECT customer_id, toUInt16(indexOf({events:Array(String)}, event)) AS place, at, event_id${values.join('')} FROM ${tables.events}
        WHERE place > 0${early.join('')} AND ${counts(tables)}${group.sql} ORDER BY customer_id, at, event_id`,
      params,
      settings: oneThread,
    }
  }
}

/** In the order of the key one thread reads faster than this process takes in. */
const oneThread = { max_threads: 1 }

interface EventRow {
  readonly customer: string
  readonly event: SubjectEvent
}

const nothing: ReadonlyMap<string, Value> = new Map()

/** Reads rows; a customer's id is made into a text once, not with each event of hers. */
class RowsOfCustomers {
  readonly #names: readonly string[]
  readonly #columns: readonly AskedColumn[]
  #customer = ''
  #bytes: Buffer = Buffer.alloc(0)

  constructor(names: readonly string[], columns: readonly AskedColumn[]) {
    this.#names = names
    this.#columns = columns
  }

  read(cursor: RowBinaryCursor): EventRow {
    const start = cursor.position
    if (!cursor.isText(this.#bytes)) {
      cursor.position = start
      this.#customer = cursor.text()
      this.#bytes = Buffer.from(this.#customer)
    }
    const place = cursor.uint16() - 1
    const at = cursor.int64()
    const id = cursor.text()
    const event = this.#names[place] ?? ''
    return { customer: this.#customer, event: { id, event, at, properties: this.#values(place, cursor) } }
  }

  /** Columns of other events are read too, to get behind them: they are empty. */
  #values(place: number, cursor: RowBinaryCursor): ReadonlyMap<string, Value> {
    let known: Map<string, Value> | undefined
    for (const { name, type, of } of this.#columns) {
      const value = binaryValue(type, cursor)
      if (value === undefined || of !== place) continue
      known ??= new Map()
      known.set(name, value)
    }
    return known ?? nothing
  }
}
