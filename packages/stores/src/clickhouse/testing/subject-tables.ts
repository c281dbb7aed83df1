import {
  attributeColumn,
  type DeclaredType,
  formatDate,
  physicalColumns,
  propertyColumn,
  quoteName,
  type Subject,
  type Value,
  type Vocabulary,
} from '@kindred/language'
import type { WarehouseNode } from '../warehouse-node.ts'

/** Tables with the columns an expression reads, filled with subjects: what a statement is proved on. */
export interface SubjectTables {
  readonly events: string
  readonly customers: string
}

type Row = Record<string, unknown>

/**
 * Creates tables for a vocabulary and puts subjects into them. The customer's id is the subject's; events go in
 * in several parts and out of order, so that nothing can stand on the order in which they were written.
 */
export async function storeSubjects(
  node: WarehouseNode,
  vocabulary: Vocabulary,
  subjects: readonly Subject[],
): Promise<SubjectTables> {
  await node.command({ sql: `CREATE DATABASE IF NOT EXISTS ${quoteName(node.database)}` })
  const table = (name: string) => `${quoteName(node.database)}.${name}`
  const tables = { events: table('events'), customers: table('customers') }
  for (const sql of creations(tables, vocabulary)) await node.command({ sql })
  const rows = subjects.flatMap(subject => subject.events.map(event => eventRow(subject, event, vocabulary)))
  for (const part of [0, 1, 2]) {
    await node.insert(tables.events, rows.filter((_, index) => index % 3 === part).reverse())
  }
  await node.insert(
    tables.customers,
    subjects.map(subject => customerRow(subject, vocabulary)),
  )
  return tables
}

function creations(tables: SubjectTables, vocabulary: Vocabulary): string[] {
  const own = [
    'customer_id String',
    "at DateTime64(3, 'UTC')",
    'event_id String',
    'event LowCardinality(String)',
  ]
  const properties = [...vocabulary.events].flatMap(([event, { properties: declared }]) =>
    [...declared].flatMap(([name, { type }]) => definitions(propertyColumn(event, name), type)),
  )
  const attributes = [...vocabulary.attributes].flatMap(([name, { type }]) =>
    definitions(attributeColumn(name), type),
  )
  const create = (name: string, columns: readonly string[], key: string) =>
    `CREATE TABLE ${name} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY (${key})`
  return [
    create(tables.events, [...own, 'batch UInt32', ...properties], 'customer_id, at, event_id'),
    create(tables.customers, ['customer_id String', ...attributes], 'customer_id'),
  ]
}

function definitions(column: string, type: DeclaredType): string[] {
  return physicalColumns(column, type).map(physical => `${quoteName(physical.name)} ${physical.type}`)
}

function eventRow(subject: Subject, event: Subject['events'][number], vocabulary: Vocabulary): Row {
  const declared = vocabulary.events.get(event.event)?.properties ?? new Map()
  const row: Row = {
    customer_id: subject.id,
    at: instantText(event.at),
    event_id: event.id,
    event: event.event,
    batch: 1,
  }
  for (const [name, { type }] of declared) {
    write(row, propertyColumn(event.event, name), type, event.properties.get(name))
  }
  return row
}

function customerRow(subject: Subject, vocabulary: Vocabulary): Row {
  const row: Row = { customer_id: subject.id }
  for (const [name, { type }] of vocabulary.attributes) {
    write(row, attributeColumn(name), type, subject.attributes.get(name))
  }
  return row
}

function write(row: Row, column: string, type: DeclaredType, value: Value | undefined): void {
  const [first, second] = physicalColumns(column, type)
  if (first === undefined || value === undefined) return
  if (second === undefined) row[first.name] = cell(type, value)
  else if (typeof value === 'object' && 'latitude' in value) {
    row[first.name] = cell('number', value.latitude)
    row[second.name] = cell('number', value.longitude)
  } else {
    row[first.name] = value
    row[second.name] = 1
  }
}

function cell(type: DeclaredType, value: Value): unknown {
  if (type === 'money') return decimalText(BigInt(String(value)))
  if (type === 'date') return formatDate(Number(value))
  if (type === 'instant') return instantText(Number(value))
  if (type === 'boolean') return value === true ? 1 : 0
  // JSON would write −0 as 0.
  return Object.is(value, -0) ? '-0' : value
}

function decimalText(tenThousandths: bigint): string {
  const size = tenThousandths < 0n ? -tenThousandths : tenThousandths
  const text = `${size / 10_000n}.${String(size % 10_000n).padStart(4, '0')}`
  return tenThousandths < 0n ? `-${text}` : text
}

function instantText(at: number): string {
  return new Date(at).toISOString().slice(0, -1).replace('T', ' ')
}
