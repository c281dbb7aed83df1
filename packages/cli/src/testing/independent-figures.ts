import { DuckDBInstance } from '@duckdb/node-api'

/**
 * What the segments of `examples/online-retail` should hold, worked out by hand-written SQL over the raw file on another
 * engine: none of Kindred's own code has a part in it. London is an hour ahead of UTC in summer; written out, so that
 * no time-zone table has a part either.
 */
const LINES = `
  CREATE TABLE lines AS
  SELECT *, CASE WHEN local_at >= TIMESTAMP '2011-03-27 02:00:00' AND local_at < TIMESTAMP '2011-10-30 02:00:00'
                 THEN local_at - INTERVAL 1 HOUR ELSE local_at END AS happened
  FROM (
    SELECT InvoiceNo AS invoice, StockCode AS product, CAST(Quantity AS BIGINT) AS quantity,
           CAST(CAST(Quantity AS DECIMAL(12,0)) * CAST(UnitPrice AS DECIMAL(12,4)) AS DECIMAL(18,4)) AS amount,
           CAST(InvoiceDate AS TIMESTAMP) AS local_at, CustomerID AS customer, Country AS country,
           InvoiceNo LIKE 'C%' AS credit
    FROM read_csv(?, header = true, all_varchar = true)
  )`

const CUSTOMERS = `
  CREATE TABLE customers AS
  SELECT customer,
    coalesce(sum(amount) FILTER (NOT credit), 0) AS spend,
    coalesce(sum(amount), 0) AS net_spend,
    coalesce(sum(amount) FILTER (credit), 0) AS returned,
    count(DISTINCT invoice) FILTER (NOT credit) AS invoices,
    count(*) FILTER (NOT credit) AS purchases,
    count(*) FILTER (credit) AS returns,
    count(*) FILTER (NOT credit AND happened > TIMESTAMP '2011-11-10 00:00:00') AS purchases_30d,
    count(*) FILTER (NOT credit AND happened > TIMESTAMP '2011-09-11 00:00:00') AS purchases_90d,
    count(*) FILTER (NOT credit AND happened > TIMESTAMP '2011-06-13 00:00:00') AS purchases_180d,
    count(*) FILTER (NOT credit AND quantity >= 100 AND happened > TIMESTAMP '2010-12-10 00:00:00') AS bulk_lines,
    count(*) FILTER (NOT credit AND local_at < TIMESTAMP '2011-01-01 00:00:00') AS purchases_2010,
    count(*) FILTER (NOT credit AND local_at >= TIMESTAMP '2011-01-01 00:00:00') AS purchases_2011,
    min(happened) FILTER (NOT credit) AS first_purchase,
    arg_max(country, happened) AS country
  FROM lines WHERE customer IS NOT NULL AND customer <> '' GROUP BY customer`

const SEGMENTS: Readonly<Record<string, string>> = {
  vip: 'net_spend > 5000 AND invoices >= 10 AND purchases_90d > 0',
  recent: 'purchases_30d > 0',
  lapsed: 'purchases > 0 AND purchases_180d = 0',
  one_time: 'invoices = 1',
  large_orders: 'invoices > 0 AND spend > 500 * invoices',
  returners: 'returns > 0 AND abs(returned) * 10 >= spend',
  abroad: "country <> 'United Kingdom'",
  christmas_shoppers: 'purchases_2010 > 0 AND purchases_2011 = 0',
  bulk_buyers: 'bulk_lines > 0',
}

const LIFECYCLE = `
  SELECT CASE WHEN first_purchase >= TIMESTAMP '2011-11-10 00:00:00' THEN 'new'
              WHEN ${SEGMENTS.vip} THEN 'vip'
              WHEN purchases_90d > 0 THEN 'active'
              WHEN purchases_180d > 0 THEN 'lapsing'
              WHEN purchases > 0 THEN 'lapsed'
              ELSE 'returns_only' END AS class, count(*) AS size
  FROM customers GROUP BY class`

/** Customers in order of spend, cut where those before them have not yet made 80 or 95 per cent; equal spend, better class. */
const PARETO = `
  WITH ranked AS (
    SELECT spend, sum(spend) OVER (ORDER BY spend DESC RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - spend * count(*) OVER (PARTITION BY spend) AS before,
           sum(spend) OVER () AS total
    FROM customers WHERE spend > 0)
  SELECT CASE WHEN before < total * 0.80 THEN 'A' WHEN before < total * 0.95 THEN 'B' ELSE 'C' END AS class, count(*) AS size
  FROM ranked GROUP BY class`

export interface IndependentFigures {
  readonly customers: number
  readonly rows: number
  readonly rowsWithoutCustomer: number
  readonly purchases: number
  readonly returns: number
  /** Decimal text. */
  readonly netSpend: string
  readonly segments: Readonly<Record<string, number>>
  readonly lifecycle: Readonly<Record<string, number>>
  readonly pareto: Readonly<Record<string, number>>
  /** Ids in order of text. */
  readonly vips: readonly string[]
}

/** @param file - `online_retail.csv.gz` */
export async function independentFigures(file: string): Promise<IndependentFigures> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS()
  const number = async (sql: string) => Number((await rows(sql))[0]?.[0])
  const table = async (sql: string) =>
    Object.fromEntries((await rows(sql)).map(([name, size]) => [String(name), Number(size)]))
  await connection.run(LINES, [file])
  await connection.run(CUSTOMERS)
  const without = "customer IS NULL OR customer = ''"
  const counted = Object.entries(SEGMENTS).map(
    ([id, when]) => `SELECT '${id}', count(*) FILTER (${when}) FROM customers`,
  )
  return {
    customers: await number('SELECT count(*) FROM customers'),
    rows: await number('SELECT count(*) FROM lines'),
    rowsWithoutCustomer: await number(`SELECT count(*) FROM lines WHERE ${without}`),
    purchases: await number(`SELECT count(*) FROM lines WHERE NOT (${without}) AND NOT credit`),
    returns: await number(`SELECT count(*) FROM lines WHERE NOT (${without}) AND credit`),
    netSpend: String((await rows('SELECT CAST(sum(net_spend) AS VARCHAR) FROM customers'))[0]?.[0]),
    segments: await table(counted.join(' UNION ALL ')),
    lifecycle: await table(LIFECYCLE),
    pareto: await table(PARETO),
    vips: (await rows(`SELECT customer FROM customers WHERE ${SEGMENTS.vip} ORDER BY customer`)).map(row =>
      String(row[0]),
    ),
  }
}
