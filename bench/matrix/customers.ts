import type { WarehouseSchema } from '@kindred/engine'
import { type Checked, compileText, type DeclaredType, type Vocabulary } from '@kindred/language'
import { ClickHouseRecords, type Nodes } from '@kindred/stores/clickhouse'

/** Columns of the claim. */
export const COLUMNS = Array.from({ length: 20 }, (_, index) => `n${index}`)

const schema: WarehouseSchema = {
  attributes: new Map(COLUMNS.map((name): [string, DeclaredType] => [name, 'number'])),
  events: new Map(),
}

const vocabulary: Vocabulary = {
  timezone: 'UTC',
  currency: 'EUR',
  weekStart: 1,
  attributes: new Map(COLUMNS.map(name => [name, { type: 'number' }])),
  events: new Map(),
  features: new Map(),
  segments: new Map(),
  segmentations: new Map(),
  scores: new Map(),
  lists: new Map(),
  places: new Map(),
}

/** What is read: each column as an expression. */
export function columnsToRead(): ReadonlyMap<string, Checked> {
  return new Map(
    COLUMNS.map(name => {
      const { checked } = compileText(name, vocabulary)
      if (checked === undefined) throw new Error(`${name} cannot be read.`)
      return [name, checked]
    }),
  )
}

/** Customers with twenty numbers each, made by the warehouse itself out of hashes; one number in fifty is unknown. */
export async function makeCustomers(nodes: Nodes, customers: number): Promise<void> {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare(schema)
  const names = COLUMNS.map(name => `attribute$${name}`).join(', ')
  const values = COLUMNS.map(
    name =>
      `if(cityHash64(number, '${name}?') % 50 = 0, NULL, (cityHash64(number, '${name}') % 1000000) / 1000)`,
  )
  const sets = COLUMNS.map(name => `'${name}'`).join(', ')
  const insert = (batch: number) =>
    `INSERT INTO ${nodes.tables.customerChanges} (customer_id, since, batch, sets, ${names})
     SELECT concat('customer-', leftPad(toString(number), 9, '0')), toDateTime64(0, 3, 'UTC'), ${batch}, [${sets}], ${values.join(', ')}
     FROM numbers(${customers})`
  await records.journal.write({
    kind: 'import',
    id: 'customers',
    put: async batch => nodes.command({ sql: insert(batch), settings: { max_insert_threads: 1 } }),
  })
  for (const table of [nodes.tables.customers, nodes.tables.customerChanges])
    await nodes.command({ sql: `OPTIMIZE TABLE ${table} FINAL` })
}

/** The same numbers as a table for the peer. */
export function parquetStatement(nodes: Nodes): string {
  const names = COLUMNS.map(name => `attribute$${name} AS ${name}`).join(', ')
  return `SELECT customer_id, ${names} FROM ${nodes.tables.customers} FINAL ORDER BY customer_id`
}
