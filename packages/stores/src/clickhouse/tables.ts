import { quoteName } from '@kindred/language'

/** The quoted names of a workspace's tables on one node, as they stand after FROM. */
export interface Tables {
  /** Every event once, in order of (customer, instant, id). */
  readonly events: string
  /** What was said of each customer, and from which instant on: a log of patches. */
  readonly customerChanges: string
  /** What is known of each customer now: all her patches, applied. Read it with FINAL. */
  readonly customers: string
  readonly memberships: string
  readonly transitions: string
  /** Moves as the live half noted them. */
  readonly liveTransitions: string
  /** Which customers became one, and which of them two again: all of it on every node. */
  readonly merges: string
  /** The journal of writes. */
  readonly batches: string
  readonly schemaVersions: string
  /** Which workspace the node belongs to. */
  readonly workspace: string
  /** Ids of those who are being erased: a statement that removes rows is kept by the server, and names none of them. */
  readonly erasing: string
}

/** @example tablesOf('kindred').events // '`kindred`.`events`' */
export function tablesOf(database: string): Tables {
  return {
    events: tableName(database, 'events'),
    customerChanges: tableName(database, 'customer_changes'),
    customers: tableName(database, 'customers'),
    memberships: tableName(database, 'memberships'),
    transitions: tableName(database, 'transitions'),
    liveTransitions: tableName(database, 'live_transitions'),
    merges: tableName(database, 'merges'),
    batches: tableName(database, 'batches'),
    schemaVersions: tableName(database, 'schema_versions'),
    workspace: tableName(database, 'workspace'),
    erasing: tableName(database, 'erasing'),
  }
}

/** A table of the database by its name, quoted. For tables that come and go, such as those of an import. */
export function tableName(database: string, name: string): string {
  return `${quoteName(database)}.${quoteName(name)}`
}

/** Tables of the first version of which a cluster also has one over all nodes. */
export const firstShardedTables = [
  'events',
  'customer_changes',
  'customers',
  'memberships',
  'transitions',
] as const

/**
 * The table that stands for the one of this name on all nodes. What is inserted into it goes to the node it
 * belongs to, and is acknowledged when that node has it.
 */
export function distributedName(name: string): string {
  return `${name}_all`
}

/**
 * Which node a customer is on: the remainder of this by the number of nodes, counted from 0. Every server
 * finds the same number, and it is the sharding key of the distributed tables.
 */
export const shardHash = 'cityHash64(customer_id)'
