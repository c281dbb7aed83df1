import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Statement, WarehouseNode } from '../warehouse-node.ts'
import { eachRange, type RangeCondition } from './customer-ranges.ts'
import { type ImportPlan, type PlannedAttribute, plannedAttributes } from './import-plan.ts'
import { addColumn } from './open-staging.ts'
import type { StagingTables } from './staging-tables.ts'
import { tableColumns } from './table-columns.ts'

interface ChangesRequest {
  readonly plan: ImportPlan
  readonly batch: number
  /** The table with the rows that are published. */
  readonly source: string
  readonly tables: StagingTables
}

/**
 * Works out what an import says of customers that was not known: rows of `customer_changes`, in a table of their own.
 *
 * Of events: an attribute changes at the event where its value differs from the one before; a customer is known from
 * her first event on. Of customers with an instant: the same, for every row. Of customers without: what is said for
 * the first time holds always, what differs from what is known holds from the import on.
 */
export async function findChanges(node: WarehouseNode, nodes: Nodes, request: ChangesRequest): Promise<void> {
  const { plan, source } = request
  const declared = await tableColumns(node, nodes, 'customer_changes')
  const attributes = plannedAttributes(plan).map(one => ({
    ...one,
    declared: one.physical.every(column => declared.has(column.name)),
  }))
  await openChanges(node, nodes, request, attributes)
  const statement = statementFor(plan)
  await eachRange(node, source, range => node.command(statement(nodes, request, attributes, range)))
}

interface Attribute extends PlannedAttribute {
  /** A dry run may bring attributes that nobody declared yet: of these nothing is known. */
  readonly declared: boolean
}

async function openChanges(
  node: WarehouseNode,
  nodes: Nodes,
  { tables }: ChangesRequest,
  attributes: readonly Attribute[],
): Promise<void> {
  await node.command({ sql: `CREATE TABLE ${tables.changes} AS ${nodes.tables.customerChanges}` })
  const missing = attributes.filter(one => !one.declared).flatMap(one => one.physical)
  if (missing.length === 0) return
  await node.command({ sql: `ALTER TABLE ${tables.changes} ${missing.map(addColumn).join(', ')}` })
}

function statementFor(plan: ImportPlan) {
  if (plan.kind === 'events' && plan.attributes.length === 0) return firstEvents
  return plan.dated ? datedChanges : undatedChanges
}

interface CountedChanges {
  readonly changes: number
  readonly customers: number
  /** Those of whom nobody has heard: whoever is new has at least one row in `changes`. */
  readonly newCustomers: number
}

/** How much there is in `changes`, gone through once. */
export async function countChanges(
  node: WarehouseNode,
  nodes: Nodes,
  { changes }: StagingTables,
): Promise<CountedChanges> {
  const { customerChanges } = nodes.tables
  const counted = { changes: 0, customers: 0, newCustomers: 0 }
  await eachRange(node, changes, async range => {
    const known = `(SELECT uniqExact(customer_id) FROM ${customerChanges}
      WHERE ${range.sql} AND ${counts(nodes.tables)} AND customer_id IN (SELECT customer_id FROM ${changes} WHERE ${range.sql}))`
    const rows = await node.rows({
      sql: `SELECT count(), uniqExact(customer_id) AS customers, customers - ${known} FROM ${changes} WHERE ${range.sql}`,
      params: range.params,
    })
    const [changed = 0, customers = 0, anew = 0] = (rows[0] ?? []).map(Number)
    counted.changes += changed
    // All rows of a customer are in one range.
    counted.customers += customers
    counted.newCustomers += anew
  })
  return counted
}

/** Of events that say nothing of their customers: whoever has one before she was known is known from it on. */
function firstEvents(
  nodes: Nodes,
  request: ChangesRequest,
  _attributes: readonly Attribute[],
  range: RangeCondition,
): Statement {
  return {
    sql: `${insertInto(request, [])}
      SELECT customer_id, first, {batch:UInt32}, [] FROM (
        SELECT customer_id, min(at) AS first FROM ${request.source} WHERE ${range.sql} GROUP BY customer_id) AS said
      LEFT JOIN (
        SELECT customer_id, 1 AS heard, min(since) AS earliest ${fromKnown(nodes, request, range)} GROUP BY customer_id) AS known
      USING customer_id WHERE heard = 0 OR earliest > first`,
    params: { ...range.params, ...boundNames(request, []) },
    settings: { join_use_nulls: 0 },
  }
}

/** What is said and what is known in one order; a row that says something new is one whose value differs from the last one set. */
function datedChanges(
  nodes: Nodes,
  request: ChangesRequest,
  attributes: readonly Attribute[],
  range: RangeCondition,
): Statement {
  const before = attributes.map((_, at) => `, anyLastIf(value_${at}, said_${at}) OVER earlier AS last_${at}`)
  const changed = attributes.map((attribute, at) => `least(said_${at}, ${differs(attribute, at)})`)
  return {
    sql: `${insertInto(request, attributes)}
      SELECT customer_id, since, {batch:UInt32}, ${setsOf(changed)}${valuesOf(attributes)} FROM (
        SELECT *${changed.map((one, at) => `, ${one} AS changed_${at}`).join('')} FROM (
          SELECT *, count() OVER earlier AS known${before.join('')} FROM (
            ${saidRows(request, attributes, range)} UNION ALL ${knownRows(nodes, request, attributes, range)}
          ) WINDOW earlier AS (PARTITION BY customer_id ORDER BY since, imported, number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)))
      WHERE imported = 1 AND (known = 0 OR ${anyChanged(attributes)})`,
    params: { ...range.params, ...boundNames(request, attributes) },
    settings: { optimize_aggregation_in_order: 1 },
  }
}

/** One row a customer and instant; of several lines the last one counts. */
function saidRows(
  { plan, source }: ChangesRequest,
  attributes: readonly Attribute[],
  range: RangeCondition,
): string {
  const instant = plan.kind === 'events' ? 'at' : 'since'
  const said = attributes.map((attribute, at) => {
    // An empty cell of an event says nothing; one of a customer says that it is unknown.
    const says = plan.kind === 'events' ? isKnown(attribute) : '1'
    return `, toUInt8(max(${says})) AS said_${at}, argMaxIf(${tupleOf(attribute)}, line, ${says}) AS value_${at}`
  })
  return `SELECT customer_id, ${instant} AS since, 1 AS imported, toUInt32(0) AS number${said.join('')} FROM ${source} WHERE ${range.sql} GROUP BY customer_id, ${instant}`
}

function knownRows(
  nodes: Nodes,
  request: ChangesRequest,
  attributes: readonly Attribute[],
  range: RangeCondition,
): string {
  const said = attributes.map(
    (attribute, at) =>
      `, toUInt8(has(sets, {name_${at}:String})) AS said_${at}, ${knownTuple(attribute)} AS value_${at}`,
  )
  return `SELECT customer_id, since, 0 AS imported, batch AS number${said.join('')} ${fromKnown(nodes, request, range)}`
}

function fromKnown(nodes: Nodes, { source }: ChangesRequest, range: RangeCondition): string {
  return `FROM ${nodes.tables.customerChanges} WHERE ${range.sql} AND ${counts(nodes.tables)} AND customer_id IN (SELECT customer_id FROM ${source} WHERE ${range.sql})`
}

/** Two rows at most: what is said for the first time, always; what is said anew, from the import on. */
function undatedChanges(
  nodes: Nodes,
  request: ChangesRequest,
  attributes: readonly Attribute[],
  range: RangeCondition,
): Statement {
  const said = attributes.map((attribute, at) => `, argMax(${tupleOf(attribute)}, line) AS value_${at}`)
  const known = attributes.map(
    (attribute, at) =>
      `, toUInt8(max(has(sets, {name_${at}:String}))) AS said_${at}, argMaxIf(${knownTuple(attribute)}, (since, batch), has(sets, {name_${at}:String}) AND since <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')) AS last_${at}`,
  )
  const changed = attributes.map(
    (attribute, at) => `if(anew, least(said_${at}, ${differs(attribute, at)}), NOT said_${at})`,
  )
  return {
    sql: `${insertInto(request, attributes)}
      SELECT customer_id, fromUnixTimestamp64Milli(toInt64(if(anew, {at:Int64}, 0)), 'UTC'), {batch:UInt32}, ${setsOf(changed)}${valuesOf(attributes)} FROM (
        SELECT *${changed.map((one, at) => `, ${one} AS changed_${at}`).join('')} FROM (
          SELECT *, arrayJoin([0, 1]) AS anew FROM (
            SELECT customer_id${said.join('')} FROM ${request.source} WHERE ${range.sql} GROUP BY customer_id) AS said
          LEFT JOIN (
            SELECT customer_id, 1 AS heard, min(since) AS earliest${known.join('')} ${fromKnown(nodes, request, range)} GROUP BY customer_id) AS known
          USING customer_id))
      WHERE ${anyChanged(attributes)} OR (NOT anew AND (heard = 0 OR toUnixTimestamp64Milli(earliest) > 0))`,
    params: {
      ...range.params,
      ...boundNames(request, attributes),
      at: { type: 'Int64', value: String(request.plan.at) },
    },
    settings: { optimize_aggregation_in_order: 1, join_use_nulls: 0 },
  }
}

function insertInto({ tables }: ChangesRequest, attributes: readonly Attribute[]): string {
  const columns = attributes.flatMap(attribute => attribute.columns)
  return `INSERT INTO ${tables.changes} (${['customer_id', 'since', 'batch', 'sets', ...columns].join(', ')})`
}

function anyChanged(attributes: readonly Attribute[]): string {
  if (attributes.length === 0) return '0'
  return `has([${attributes.map((_, at) => `toUInt8(changed_${at})`).join(', ')}], 1)`
}

/** The names of what changed; their order is that of the mapping. */
function setsOf(changed: readonly string[]): string {
  if (changed.length === 0) return '[]'
  const flags = changed.map((_, at) => `toUInt8(changed_${at})`)
  return `arrayFilter((name, is) -> is, {names:Array(String)}, [${flags.join(', ')}])`
}

function valuesOf(attributes: readonly Attribute[]): string {
  return attributes
    .flatMap((attribute, at) =>
      attribute.columns.map((_, index) => {
        const value = `tupleElement(value_${at}, ${index + 1})`
        return `, if(changed_${at}, ${value}, defaultValueOfArgumentType(${value}))`
      }),
    )
    .join('')
}

function boundNames({ batch }: ChangesRequest, attributes: readonly Attribute[]): Record<string, BoundValue> {
  const names = attributes.map(attribute => attribute.name)
  const each = names.map((name, at) => [`name_${at}`, { type: 'String', value: name }] as const)
  const list = names.length === 0 ? {} : { names: { type: 'Array(String)', value: names } }
  return { batch: { type: 'UInt32', value: batch }, ...Object.fromEntries(each), ...list }
}

function tupleOf({ columns }: PlannedAttribute): string {
  return `tuple(${columns.join(', ')})`
}

function knownTuple(attribute: Attribute): string {
  if (attribute.declared) return tupleOf(attribute)
  // A type's name may hold quotes of its own: DateTime64(3, 'UTC').
  const none = attribute.physical.map(
    ({ type }) => `defaultValueOfTypeName('${type.replaceAll("'", "\\'")}')`,
  )
  return `tuple(${none.join(', ')})`
}

function isKnown({ type, columns }: PlannedAttribute): string {
  const [first = '', second = ''] = columns
  return type === 'tags' ? `${second} = 1` : `isNotNull(${first})`
}

/**
 * 1 where a value is not the one last set; unknown is like unknown. By `least` and `greatest`, as `has` above: in each AND
 * and OR the engine looks for what could be joined, and of hundreds of attributes in the square of their number.
 */
function differs({ type, columns }: Attribute, at: number): string {
  const element = (side: string, index: number) => `tupleElement(${side}_${at}, ${index + 1})`
  const each = columns.map((_, index) => {
    const [value, last] = [element('value', index), element('last', index)]
    return `toUInt8(NOT ${type === 'tags' ? `(${value} = ${last})` : `isNotDistinctFrom(${value}, ${last})`})`
  })
  return each.length === 1 ? each.join('') : `greatest(${each.join(', ')})`
}
