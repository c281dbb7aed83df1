import type { Nodes } from '../nodes.ts'
import { distributedName, firstShardedTables, shardHash, tableName } from '../tables.ts'

/** One step of the tables' history. Never edited once released: a change is another step. */
export interface Migration {
  readonly version: number
  /** Statements that do nothing when they have been done: a node may die between any two. */
  statements(nodes: Nodes): readonly string[]
}

export const migrations: readonly Migration[] = [
  { version: 1, statements: firstTables },
  { version: 2, statements: liveTables },
  { version: 3, statements: workspaceTable },
  { version: 4, statements: erasingTable },
]

/** The version this code reads and writes. */
export const currentVersion = Math.max(...migrations.map(migration => migration.version))

function firstTables(nodes: Nodes): readonly string[] {
  const { tables } = nodes
  return [
    // In key order the aggregates of one customer need one pass and no memory; `batch` tells news from what was known.
    `CREATE TABLE IF NOT EXISTS ${tables.events} (
      customer_id String,
      at DateTime64(3, 'UTC'),
      event_id String,
      event LowCardinality(String),
      batch UInt32,
      INDEX batch_range batch TYPE minmax GRANULARITY 1
    ) ENGINE = MergeTree ORDER BY (customer_id, at, event_id)`,
    `CREATE TABLE IF NOT EXISTS ${tables.customerChanges} (
      customer_id String,
      since DateTime64(3, 'UTC'),
      batch UInt32,
      sets Array(LowCardinality(String)),
      INDEX batch_range batch TYPE minmax GRANULARITY 1
    ) ENGINE = MergeTree ORDER BY (customer_id, since, batch)`,
    `CREATE TABLE IF NOT EXISTS ${tables.customers} (
      customer_id String,
      since DateTime64(3, 'UTC'),
      version UInt64
    ) ENGINE = ReplacingMergeTree(version) ORDER BY customer_id`,
    // A partition a refresh: old ones are dropped whole. Moves are kept for good, so theirs hold a thousand each.
    `CREATE TABLE IF NOT EXISTS ${tables.memberships} (
      refresh UInt32,
      customer_id String,
      bits Array(UInt64),
      classes Array(UInt16),
      news Array(UInt64),
      money Nullable(Decimal(38, 4)),
      number Nullable(Float64)
    ) ENGINE = MergeTree PARTITION BY refresh ORDER BY customer_id`,
    `CREATE TABLE IF NOT EXISTS ${tables.transitions} (
      refresh UInt32,
      at DateTime64(3, 'UTC'),
      kind Enum8('segment' = 1, 'segmentation' = 2),
      definition LowCardinality(String),
      customer_id String,
      \`from\` LowCardinality(String),
      \`to\` LowCardinality(String),
      cause Enum8('data' = 1, 'clock' = 2, 'definition' = 3)
    ) ENGINE = MergeTree PARTITION BY intDiv(refresh, 1000) ORDER BY (refresh, customer_id, kind, definition)`,
    `CREATE TABLE IF NOT EXISTS ${tables.batches} (
      batch UInt32,
      state UInt8,
      kind LowCardinality(String),
      id String,
      result String,
      noted_at DateTime64(3, 'UTC') DEFAULT now64(3)
    ) ENGINE = MergeTree ORDER BY (batch, state)`,
    ...distributedTables(nodes, firstShardedTables),
  ]
}

/** What the live half brings: its moves, a partition a month, and who became one with whom. */
function liveTables(nodes: Nodes): readonly string[] {
  const { tables } = nodes
  return [
    `CREATE TABLE IF NOT EXISTS ${tables.liveTransitions} (
      batch UInt32,
      seq UInt64,
      at DateTime64(3, 'UTC'),
      kind Enum8('segment' = 1, 'segmentation' = 2),
      definition LowCardinality(String),
      customer_id String,
      \`from\` LowCardinality(String),
      \`to\` LowCardinality(String),
      cause Enum8('data' = 1, 'clock' = 2, 'definition' = 3, 'merge' = 4),
      event String,
      late UInt8,
      INDEX customer customer_id TYPE bloom_filter GRANULARITY 1
    ) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY (at, seq)`,
    `CREATE TABLE IF NOT EXISTS ${tables.merges} (
      batch UInt32,
      kind Enum8('merge' = 1, 'unmerge' = 2),
      id String,
      from_id String,
      into_id String,
      at DateTime64(3, 'UTC'),
      stands_on Array(UInt32)
    ) ENGINE = MergeTree ORDER BY (from_id, batch)`,
    ...distributedTables(nodes, ['live_transitions']),
  ]
}

function workspaceTable({ tables }: Nodes): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${tables.workspace} (
      id String,
      noted_at DateTime64(3, 'UTC') DEFAULT now64(3)
    ) ENGINE = MergeTree ORDER BY (noted_at, id)`,
  ]
}

function erasingTable({ tables }: Nodes): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${tables.erasing} (customer_id String) ENGINE = MergeTree ORDER BY customer_id`,
  ]
}

function distributedTables(nodes: Nodes, names: readonly string[]): readonly string[] {
  const { cluster, database } = nodes
  if (cluster === undefined) return []
  return names.map(name => {
    const local = tableName(database, name)
    const engine = `Distributed('${cluster}', '${database}', '${name}', ${shardHash})`
    return `CREATE TABLE IF NOT EXISTS ${tableName(database, distributedName(name))} AS ${local} ENGINE = ${engine}`
  })
}
