import { counts } from '../batches/noted-batch.ts'
import type { Nodes } from '../nodes.ts'
import type { WarehouseNode } from '../warehouse-node.ts'
import { eachRange, type RangeCondition } from './customer-ranges.ts'
import type { ImportPlan } from './import-plan.ts'
import type { StagingTables } from './staging-tables.ts'

/** How the rows of one id are told apart. */
interface Numbering {
  /** Position among the rows of the same id, from 1. */
  readonly occurrence: string
  /** The id under which a row is published. */
  readonly id: string
  /** Which rows are. */
  readonly stays: string
}

/**
 * A hash stands for what a row says: one that stands in the file again is another event, and its occurrence makes it
 * another id. A given id stands for one event: the first row of the file that has it counts.
 */
function numbering(plan: ImportPlan): Numbering {
  return plan.hashed
    ? {
        occurrence: 'row_number() OVER (PARTITION BY customer_id, at, event_id)',
        id: "if(occurrence = 1, event_id, concat(event_id, '-', toString(occurrence)))",
        stays: '1',
      }
    : {
        occurrence: 'row_number() OVER (PARTITION BY customer_id, event_id ORDER BY line)',
        id: 'event_id',
        stays: 'occurrence = 1',
      }
}

/**
 * Finds the staged events that change nothing and puts the others into `kept`. Where all change something, which is
 * the rule, nothing is copied.
 *
 * @returns The table with the events to publish, and how many were left out.
 */
export async function takeDuplicates(
  node: WarehouseNode,
  nodes: Nodes,
  tables: StagingTables,
  plan: ImportPlan,
): Promise<{ readonly source: 'rows' | 'kept'; readonly duplicates: number }> {
  const staged = await countOf(node, tables.rows)
  if (staged === 0) return { source: 'rows', duplicates: 0 }
  const repeated = await countRepeated(node, tables)
  const taken = await findTaken(node, nodes, tables, plan)
  if (repeated === 0 && taken === 0) return { source: 'rows', duplicates: 0 }
  await copyKept(node, tables, plan)
  return { source: 'kept', duplicates: staged - (await countOf(node, tables.kept)) }
}

export async function countOf(node: WarehouseNode, table: string): Promise<number> {
  return Number((await node.rows({ sql: `SELECT count() FROM ${table}` }))[0]?.[0] ?? 0)
}

/** Rows whose id stands in the file before them; where hashes of ids fall together one too many, and then the rows are copied without need. */
async function countRepeated(node: WarehouseNode, { rows }: StagingTables): Promise<number> {
  let repeated = 0
  await eachRange(node, rows, async ({ sql, params }) => {
    const counted = await node.rows({
      sql: `SELECT count() - uniqExact(cityHash64(customer_id, event_id)) FROM ${rows} WHERE ${sql}`,
      params,
    })
    repeated += Number(counted[0]?.[0] ?? 0)
  })
  return repeated
}

/** Notes the ids that can be seen already; counts them. */
async function findTaken(
  node: WarehouseNode,
  nodes: Nodes,
  tables: StagingTables,
  plan: ImportPlan,
): Promise<number> {
  if ((await countOf(node, nodes.tables.events)) === 0) return 0
  await node.command({ sql: createTaken(tables) })
  const { occurrence, id } = numbering(plan)
  // A hash holds the instant too; a given id may come again with another.
  const span = plan.hashed
    ? `AND at >= (SELECT min(at) FROM ${tables.rows}) AND at <= (SELECT max(at) FROM ${tables.rows})`
    : ''
  await eachRange(node, tables.rows, range =>
    node.command({
      sql: `INSERT INTO ${tables.taken} SELECT customer_id, event_id FROM ${nodes.tables.events}
        WHERE ${range.sql} ${span} AND ${counts(nodes.tables)} AND (customer_id, event_id) IN (
          SELECT customer_id, ${id} FROM (
            SELECT customer_id, event_id, ${occurrence} AS occurrence FROM ${tables.rows} WHERE ${range.sql}))`,
      params: range.params,
    }),
  )
  return countOf(node, tables.taken)
}

function createTaken({ taken }: StagingTables): string {
  return `CREATE TABLE IF NOT EXISTS ${taken} (customer_id String, event_id String) ENGINE = MergeTree ORDER BY (customer_id, event_id)`
}

async function copyKept(node: WarehouseNode, tables: StagingTables, plan: ImportPlan): Promise<void> {
  await node.command({ sql: createTaken(tables) })
  await node.command({ sql: `CREATE TABLE ${tables.kept} AS ${tables.rows}` })
  const { occurrence, id, stays } = numbering(plan)
  const copy = (range: RangeCondition) =>
    node.command({
      sql: `INSERT INTO ${tables.kept} SELECT * EXCEPT (occurrence, own_id) REPLACE (own_id AS event_id) FROM (
          SELECT *, ${id} AS own_id FROM (
            SELECT *, ${occurrence} AS occurrence FROM ${tables.rows} WHERE ${range.sql}))
        WHERE ${stays} AND (customer_id, own_id) NOT IN (SELECT customer_id, event_id FROM ${tables.taken} WHERE ${range.sql})`,
      params: range.params,
    })
  await eachRange(node, tables.rows, copy)
}
