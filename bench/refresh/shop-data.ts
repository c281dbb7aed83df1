import type { WarehouseSchema } from '@kindred/engine'
import { ClickHouseRecords, type Nodes } from '@kindred/stores/clickhouse'

/** The instant everything is evaluated at, and the one of the refresh before. */
export const NOW = Date.UTC(2026, 10, 1)
export const DAY = 86_400_000
export const BEFORE = NOW - DAY

export const schema: WarehouseSchema = {
  attributes: new Map([
    ['country', 'text'],
    ['age', 'number'],
    ['consent', 'boolean'],
  ]),
  events: new Map([
    ['visit', new Map()],
    ['view', new Map([['category', 'text'] as const])],
    ['add_to_cart', new Map([['amount', 'money'] as const])],
    [
      'purchase',
      new Map([
        ['amount', 'money'],
        ['category', 'text'],
      ] as const),
    ],
    ['email_open', new Map()],
    ['search', new Map()],
    ['call', new Map()],
    ['complaint', new Map()],
  ]),
}

/** Of a hundred events, how many are of each type. */
const shares = {
  visit: 30,
  view: 25,
  add_to_cart: 12,
  purchase: 10,
  email_open: 12,
  search: 6,
  call: 3,
  complaint: 2,
}

/**
 * A shop's customers and 400 days of events, made by the warehouse itself out of hashes: the same on every machine.
 * Customers come in sessions of five events; how many sessions is skewed (median 8, 99th of a hundred 36, at most
 * 280), and one in a hundred has none. The last day is a batch of its own.
 */
export async function makeShop(nodes: Nodes, customers: number): Promise<void> {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare(schema)
  await writeBatch(nodes, records, 'until the day before', batch => [
    customersSql(nodes, customers, batch),
    eventsSql(nodes, customers, batch, `at <= ${instant(BEFORE)}`),
  ])
  await writeBatch(nodes, records, 'the last day', batch => [
    eventsSql(nodes, customers, batch, `at > ${instant(BEFORE)}`),
  ])
  for (const table of [nodes.tables.events, nodes.tables.customers, nodes.tables.customerChanges]) {
    await nodes.command({ sql: `OPTIMIZE TABLE ${table} FINAL` })
  }
}

async function writeBatch(
  nodes: Nodes,
  records: ClickHouseRecords,
  id: string,
  statements: (batch: number) => readonly string[],
): Promise<void> {
  const put = async (batch: number) => {
    for (const sql of statements(batch)) await nodes.command({ sql, settings: { max_insert_threads: 1 } })
  }
  await records.journal.write({ kind: 'import', id, put })
}

function instant(at: number): string {
  return `fromUnixTimestamp64Milli(${at}, 'UTC')`
}

const customerId = `concat('customer-', leftPad(toString(number), 9, '0'))`

function customersSql(nodes: Nodes, customers: number, batch: number): string {
  return `INSERT INTO ${nodes.tables.customerChanges} (customer_id, since, batch, sets, attribute$country, attribute$age, attribute$consent)
    SELECT ${customerId}, toDateTime64(0, 3, 'UTC'), ${batch}, ['country', 'age', 'consent'],
      if(a % 50 = 0, NULL, ['CZ', 'SK', 'DE', 'AT', 'PL', 'HU', 'FR', 'IT'][1 + toUInt32(sqrt(a % 64))]),
      if(b % 20 = 0, NULL, toFloat64(18 + b % 60)), if(a % 10 = 0, NULL, toUInt8(b % 3 > 0))
    FROM (SELECT number, cityHash64(number, 'a') AS a, cityHash64(number, 'b') AS b FROM numbers(${customers}))`
}

function eventsSql(nodes: Nodes, customers: number, batch: number, which: string): string {
  const names = Object.keys(shares)
  const bounds = Object.values(shares).map((_, index, all) =>
    all.slice(0, index + 1).reduce((a, b) => a + b, 0),
  )
  const name = `multiIf(${names.map((each, index) => `dice < ${bounds[index]}, '${each}'`).join(', ')}, 'visit')`
  const normal = `sqrt(-2 * log((cityHash64(number, 'u') % 1000000 + 0.5) / 1000000)) * cos(2 * pi() * (cityHash64(number, 'v') % 1000000) / 1000000)`
  const sessions = `if(cityHash64(number, 'n') % 100 = 0, 0, least(280, toUInt32(round(exp(2.11 + 0.62 * ${normal})))))`
  const amount = `toDecimal64(toInt64(100 + (h % 50000)) / 100, 4)`
  return `INSERT INTO ${nodes.tables.events} (customer_id, at, event_id, event, batch, view$category, add_to_cart$amount, purchase$amount, purchase$category)
    SELECT customer_id, at, event_id, event, ${batch}, if(event = 'view', category, NULL), if(event = 'add_to_cart', ${amount}, NULL),
      if(event = 'purchase', ${amount}, NULL), if(event = 'purchase', category, NULL)
    FROM (SELECT ${customerId} AS customer_id, concat(toString(number), '-', toString(session), '-', toString(step)) AS event_id,
        cityHash64(number, session, step) AS h, intDiv(h, 1000) % 100 AS dice, ${name} AS event,
        ${instant(NOW)} - toIntervalMillisecond(cityHash64(number, session, 't') % (400 * ${DAY}) + (5 - step) * 60000 + h % 50000) AS at,
        concat('category-', toString(toUInt32(floor(100 * pow((intDiv(h, 100000) % 10000) / 10000, 2))))) AS category
      FROM (SELECT number, ${sessions} AS sessions FROM numbers(${customers}))
      ARRAY JOIN range(sessions) AS session ARRAY JOIN range(5) AS step)
    WHERE ${which}`
}
