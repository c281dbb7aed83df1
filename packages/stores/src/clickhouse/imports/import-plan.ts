import { type CheckedMapping, ImportError } from '@kindred/engine'
import {
  attributeColumn,
  type DeclaredType,
  type PhysicalColumn,
  physicalColumns,
  quoteName,
} from '@kindred/language'
import type { Nodes } from '../nodes.ts'
import { stagingTables } from './staging-tables.ts'

/** What publishing has to know of an import, kept beside what was staged: it may be another process that publishes. */
export interface ImportPlan {
  readonly kind: 'customers' | 'events'
  /** Events: their ids are the hashes of their rows. */
  readonly hashed: boolean
  /** Customers: each row says from when on it holds. */
  readonly dated: boolean
  /** The instant of the import, UTC milliseconds. */
  readonly at: number
  readonly attributes: readonly { readonly name: string; readonly type: DeclaredType }[]
}

export function planOf(mapping: CheckedMapping, at: number): ImportPlan {
  return {
    kind: mapping.kind,
    hashed: mapping.kind === 'events' && mapping.id === undefined,
    dated: mapping.kind === 'events' || mapping.at !== undefined,
    at,
    attributes: [...mapping.attributes].map(([name, { type }]) => ({ name, type })),
  }
}

/** Written last: an import without it was not read to its end. */
export async function writePlan(nodes: Nodes, id: string, plan: ImportPlan): Promise<void> {
  const { plan: table } = stagingTables(nodes.database, id)
  await nodes.first.command({
    sql: `CREATE TABLE ${table} (plan String) ENGINE = MergeTree ORDER BY tuple()`,
  })
  await nodes.first.insert(table, [{ plan: JSON.stringify(plan) }])
}

/** @throws ImportError `staged_import_unknown` */
export async function readPlan(nodes: Nodes, id: string): Promise<ImportPlan> {
  const { plan: table } = stagingTables(nodes.database, id)
  const known = await nodes.first.rows({ sql: `EXISTS TABLE ${table}` })
  const rows = Number(known[0]?.[0]) === 1 ? await nodes.first.rows({ sql: `SELECT plan FROM ${table}` }) : []
  const text = rows[0]?.[0]
  if (typeof text !== 'string') throw new ImportError('staged_import_unknown', { id })
  // Written by `writePlan`, by nobody else.
  return JSON.parse(text) as ImportPlan
}

/** One attribute of an import. */
export interface PlannedAttribute {
  readonly name: string
  readonly type: DeclaredType
  readonly physical: readonly PhysicalColumn[]
  /** Their names, quoted. */
  readonly columns: readonly string[]
}

export function plannedAttributes(plan: ImportPlan): readonly PlannedAttribute[] {
  return plan.attributes.map(({ name, type }) => {
    const physical = physicalColumns(attributeColumn(name), type)
    return { name, type, physical, columns: physical.map(column => quoteName(column.name)) }
  })
}
