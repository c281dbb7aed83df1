import type { Nodes } from '@kindred/stores/clickhouse'
import { features } from './features.ts'
import type { BenchSegment } from './segments.ts'
import { NOW } from './shop-data.ts'

const attributes = `customer_id, attribute$country AS country, attribute$age AS age, attribute$consent AS consent`
const upTo = `at <= fromUnixTimestamp64Milli(${NOW}, 'UTC')`

/**
 * What costs least was tried out: aggregates in the order of their key past a hash of the customers, blocks that stay in
 * the processor's cache, and one thread; two take half the time for a sixth more work.
 */
export const handSettings = {
  optimize_aggregation_in_order: 1,
  join_algorithm: 'hash',
  max_block_size: 4096,
  max_threads: 1,
  max_insert_threads: 1,
}

/** Everything in one statement, as somebody who knows ClickHouse writes it by hand: a mask of two words a customer. */
export function handWrittenSql(nodes: Nodes, segments: readonly BenchSegment[], where = ''): string {
  const { events, customers } = nodes.tables
  const columns = features.map(each => `${each.clickhouse} AS ${each.column}`)
  const customer = where === '' ? '' : ` WHERE ${where}`
  const event = where === '' ? '' : ` AND ${where}`
  return `SELECT customer_id, ${wordsOf(segments).join(', ')}
    FROM (SELECT customer_id, ${columns.join(', ')} FROM ${events} WHERE ${upTo}${event} GROUP BY customer_id) AS features
    RIGHT JOIN (SELECT ${attributes} FROM ${customers}${customer}) AS customers USING (customer_id)`
}

function wordsOf(segments: readonly BenchSegment[]): readonly string[] {
  const words: string[] = []
  for (let start = 0; start < segments.length; start += 64) {
    const bits = segments
      .slice(start, start + 64)
      .map(({ sql }, bit) => `bitShiftLeft(toUInt64(${sql}), ${bit})`)
    words.push(`${bits.join(' + ')} AS word_${words.length}`)
  }
  return words
}

/** One query for one segment, tuned: only its own features, events and windows, and no join it does not need. */
export function segmentSql(nodes: Nodes, segment: BenchSegment): string {
  const own = [...segment.features]
  const { events, customers } = nodes.tables
  const columns = own.map(each => `${each.clickhouse} AS ${each.column}`)
  const since = Math.min(...own.map(each => each.since))
  const types = [...new Set(own.map(each => `'${each.event}'`))]
  const conditions = [upTo, `event IN (${types.join(', ')})`]
  if (Number.isFinite(since)) conditions.push(`at > fromUnixTimestamp64Milli(${since}, 'UTC')`)
  const found = `SELECT customer_id, ${columns.join(', ')} FROM ${events} WHERE ${conditions.join(' AND ')} GROUP BY customer_id`
  const customer = segment.readsCustomer ? attributes : 'customer_id'
  return `SELECT customer_id FROM (${found}) AS features RIGHT JOIN (SELECT ${customer} FROM ${customers}) AS customers USING (customer_id) WHERE ${segment.sql}`
}
