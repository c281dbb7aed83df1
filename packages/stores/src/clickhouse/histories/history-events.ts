import type { HistoriesQuery, WarehouseSchema } from '@kindred/engine'
import type { SubjectEvent, Value } from '@kindred/language'
import { compareIds } from '../../order/compare-ids.ts'
import { counts } from '../batches/noted-batch.ts'
import { selectValues } from '../customers/read-sets.ts'
import type { Nodes } from '../nodes.ts'
import { columnsOf, type DeclaredColumn } from '../schema/declared-columns.ts'
import { readValue } from '../values/read-value.ts'
import type { BoundValue, Cell, Statement } from '../warehouse-node.ts'
import type { CustomerGroup } from './customer-groups.ts'
import { plainNumbers } from './plain-numbers.ts'

interface AskedEvent {
  readonly event: string
  readonly columns: readonly DeclaredColumn[]
  readonly from: number | undefined
}

/** Events of the customers of a group: one row a customer who has any, a list for each type, in order of id. */
export class HistoryEvents {
  readonly #nodes: Nodes
  readonly #asked: readonly AskedEvent[]

  constructor(nodes: Nodes, schema: WarehouseSchema, { events }: HistoriesQuery) {
    this.#nodes = nodes
    const declared = columnsOf(schema).events
    this.#asked = [...events].map(([event, { properties, from }]) => ({
      event,
      columns: (declared.get(event) ?? []).filter(({ name }) => properties.includes(name)),
      from,
    }))
  }

  /** `undefined` when no events are asked for. */
  statement(group: CustomerGroup): Statement | undefined {
    if (this.#asked.length === 0) return undefined
    const { tables } = this.#nodes
    const params: Record<string, BoundValue> = {
      ...group.params,
      events: { type: 'Array(String)', value: this.#asked.map(({ event }) => event) },
    }
    const lists = this.#asked.map(({ event, columns, from }, at) => {
      params[`event_${at}`] = { type: 'String', value: event }
      if (from !== undefined) params[`from_${at}`] = { type: 'Int64', value: Math.ceil(from) }
      const which = from === undefined ? '' : ` AND toUnixTimestamp64Milli(at) >= {from_${at}:Int64}`
      const cells = ['toUnixTimestamp64Milli(at)', 'event_id', ...selectValues(columns)].join(', ')
      return `groupArrayIf(tuple(${cells}), event = {event_${at}:String}${which})`
    })
    return {
      sql: `SELECT customer_id, ${lists.join(', ')} FROM ${tables.events}
        WHERE event IN {events:Array(String)} AND ${counts(tables)}${group.sql} GROUP BY customer_id ORDER BY customer_id`,
      params,
      settings: { ...plainNumbers, optimize_aggregation_in_order: 1 },
    }
  }

  /** @param lists - A customer's cells behind her id. */
  read(lists: readonly Cell[]): readonly SubjectEvent[] {
    const events: SubjectEvent[] = []
    for (const [at, { event, columns }] of this.#asked.entries()) {
      for (const row of cellsOf(lists[at])) {
        const cells = cellsOf(row)
        events.push({
          id: String(cells[1]),
          event,
          at: Number(cells[0]),
          properties: valuesOf(columns, cells),
        })
      }
    }
    return events.sort((a, b) => a.at - b.at || compareIds(a.id, b.id))
  }
}

const nothing: ReadonlyMap<string, Value> = new Map()

/** The known values among the cells, which stand behind instant and id. */
function valuesOf(columns: readonly DeclaredColumn[], cells: readonly Cell[]): ReadonlyMap<string, Value> {
  if (columns.length === 0) return nothing
  const known = new Map<string, Value>()
  let from = 2
  for (const { name, type, columns: physical } of columns) {
    const value = readValue(
      type,
      physical.length === 1 ? [cells[from] ?? null] : cells.slice(from, from + physical.length),
    )
    if (value !== undefined) known.set(name, value)
    from += physical.length
  }
  return known
}

function cellsOf(cell: Cell | undefined): readonly Cell[] {
  return Array.isArray(cell) ? cell : []
}
