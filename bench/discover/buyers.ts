import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WarehouseSchema } from '@kindred/engine'
import { ClickHouseRecords, type Nodes } from '@kindred/stores/clickhouse'

/** The instant everything is asked at; purchases are of the year before it. */
export const AS_OF = '2026-11-01T00:00:00Z'
const YEAR = 364 * 86_400

const schema: WarehouseSchema = {
  attributes: new Map([
    ['country', 'text'],
    ['age', 'number'],
    ['consent', 'boolean'],
  ]),
  events: new Map([
    [
      'purchase',
      new Map([
        ['amount', 'money'],
        ['category', 'text'],
      ] as const),
    ],
  ]),
}

/** One kind of buyer: how many of a hundred customers are of it, and how they buy. */
interface Buyers {
  readonly share: number
  readonly fewest: number
  readonly most: number
  /** Middle of what one purchase costs, in whole units. */
  readonly amount: number
  readonly category: string
  /** Of a hundred purchases, how many are of that category. */
  readonly faithful: number
}

/** What there is to be found. One in ten customers never bought. */
const KINDS: readonly Buyers[] = [
  { share: 42, fewest: 1, most: 2, amount: 30, category: 'home', faithful: 25 },
  { share: 22, fewest: 5, most: 9, amount: 45, category: 'home', faithful: 25 },
  { share: 13, fewest: 3, most: 7, amount: 12, category: 'outlet', faithful: 90 },
  { share: 8, fewest: 3, most: 6, amount: 400, category: 'electronics', faithful: 85 },
  { share: 5, fewest: 9, most: 16, amount: 150, category: 'office', faithful: 90 },
  { share: 10, fewest: 0, most: 0, amount: 0, category: 'home', faithful: 0 },
]

const CATEGORIES = ['home', 'outlet', 'electronics', 'office', 'garden', 'books']

/** Features of what customers buy, a value, three segments and a segmentation by value. JSON is YAML. */
function buyersDefinitions(): string {
  const share = (category: string) =>
    `count(purchase where category = "${category}", 365d) / count(purchase, 365d)`
  return JSON.stringify({
    timezone: 'Europe/Prague',
    value: 'sum(purchase.amount, 365d)',
    attributes: Object.fromEntries(schema.attributes),
    events: Object.fromEntries(
      [...schema.events].map(([name, properties]) => [name, { properties: Object.fromEntries(properties) }]),
    ),
    features: {
      orders: { is: 'count(purchase, 365d)', label: 'orders in a year' },
      basket: { is: 'avg(purchase.amount, 365d)', label: 'average basket' },
      ...Object.fromEntries(
        ['outlet', 'electronics', 'office'].map(category => [
          `${category}_share`,
          { is: share(category), label: `share of ${category} goods` },
        ]),
      ),
    },
    segments: {
      good_customers: { when: 'sum(purchase.amount, 365d) > 500', owner: 'key-accounts' },
      quiet: { when: 'did(purchase) and not did(purchase, 90d)', owner: 'marketing' },
      may_be_written_to: { when: 'consent and age >= 18', owner: 'marketing' },
    },
    segmentations: {
      by_value: {
        tiers: {
          by: 'sum(purchase.amount, 365d)',
          method: 'cumulative_share',
          classes: [
            { class: 'a', top: 0.8 },
            { class: 'b', top: 0.95 },
          ],
        },
        otherwise: 'c',
      },
    },
  })
}

/** The folder of a workspace with these definitions, whose warehouse may use so much. */
export async function makeFolder(folder: string, warehouse: string, memory: string): Promise<void> {
  await mkdir(warehouse, { recursive: true })
  await writeFile(
    join(folder, 'kindred.config.yaml'),
    `workspace: buyers\nwarehouse: { memory: ${memory} }\n`,
  )
  await writeFile(join(folder, 'workspace.yaml'), buyersDefinitions())
}

/** Customers and a year of purchases, about three and a half each, made by the warehouse out of hashes: the same everywhere. */
export async function makeBuyers(nodes: Nodes, customers: number): Promise<void> {
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare(schema)
  await records.journal.write({
    kind: 'import',
    id: 'buyers',
    put: async batch => {
      for (const sql of [customersSql(nodes, customers, batch), purchasesSql(nodes, customers, batch)])
        await nodes.command({ sql, settings: { max_insert_threads: 1 } })
    },
  })
}

const customerId = `concat('customer-', leftPad(toString(number), 9, '0'))`

function customersSql(nodes: Nodes, customers: number, batch: number): string {
  return `INSERT INTO ${nodes.tables.customerChanges} (customer_id, since, batch, sets, attribute$country, attribute$age, attribute$consent)
    SELECT ${customerId}, toDateTime64(0, 3, 'UTC'), ${batch}, ['country', 'age', 'consent'],
      if(a % 50 = 0, NULL, ['CZ', 'SK', 'DE', 'AT', 'PL', 'HU', 'FR', 'IT'][1 + toUInt32(sqrt(a % 64))]),
      if(b % 20 = 0, NULL, toFloat64(18 + b % 60)), if(a % 10 = 0, NULL, toUInt8(b % 3 > 0))
    FROM (SELECT number, cityHash64(number, 'a') AS a, cityHash64(number, 'b') AS b FROM numbers(${customers}))`
}

function purchasesSql(nodes: Nodes, customers: number, batch: number): string {
  const bounds = KINDS.map((_, kind) => KINDS.slice(0, kind + 1).reduce((sum, { share }) => sum + share, 0))
  const kind = `arrayFirstIndex(bound -> dice < bound, [${bounds.join(', ')}])`
  const of = (what: (kind: Buyers) => number | string) => `[${KINDS.map(what).join(', ')}][kind]`
  const normal = `sqrt(-2 * log((intDiv(h, 7) % 1000000 + 0.5) / 1000000)) * cos(2 * pi() * (intDiv(h, 7000003) % 1000000) / 1000000)`
  const others = CATEGORIES.map(name => `'${name}'`).join(', ')
  return `INSERT INTO ${nodes.tables.events} (customer_id, at, event_id, event, batch, purchase$amount, purchase$category)
    SELECT ${customerId}, toDateTime64('${AS_OF.slice(0, 19).replace('T', ' ')}', 3, 'UTC') - toIntervalSecond(h % ${YEAR} + nth),
      concat(toString(number), '-', toString(nth)), 'purchase', ${batch},
      toDecimal64(round(${of(each => each.amount)} * exp(0.4 * ${normal}), 2), 4),
      if(intDiv(h, 1000) % 100 < ${of(each => each.faithful)}, ${of(each => `'${each.category}'`)}, [${others}][1 + intDiv(h, 100000) % ${CATEGORIES.length}])
    FROM (SELECT number, kind, nth, cityHash64(number, nth, 'h') AS h
      FROM (SELECT number, cityHash64(number, 'kind') % 100 AS dice, ${kind} AS kind, cityHash64(number, 'n') AS n FROM numbers(${customers}))
      ARRAY JOIN range(toUInt32(${of(each => each.fewest)} + n % (1 + ${of(each => each.most - each.fewest)}))) AS nth)`
}
