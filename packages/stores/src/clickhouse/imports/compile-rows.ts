import {
  type CheckedMapping,
  type ErasedIds,
  type EventsMapping,
  isOwnColumn,
  LONGEST_ID,
  type MappedValue,
  type SourceShape,
} from '@kindred/engine'
import {
  attributeColumn,
  type PhysicalColumn,
  physicalColumns,
  propertyColumn,
  quoteName,
} from '@kindred/language'
import type { BoundValue } from '../warehouse-node.ts'
import { compileProblems } from './compile-problems.ts'
import { ReadingCompiler } from './compile-readings.ts'
import { problems, type RowCheck } from './row-check.ts'
import { every, fact, type RowSql, RowStatement, sql, yes } from './row-sql.ts'

/** A file's rows as one statement makes them out. */
export interface CompiledRows {
  /** SELECT over `input()`, giving `columns`. */
  readonly select: string
  readonly params: Readonly<Record<string, BoundValue>>
  /** What it gives: whether the row `stays` or is put `aside`, what it takes to say why, and what is stored. */
  readonly columns: readonly PhysicalColumn[]
  /** Why a row is set aside, as a SELECT list over `columns`. */
  readonly told: string
  /** Those that are stored. */
  readonly stored: readonly PhysicalColumn[]
  readonly checks: readonly RowCheck[]
}

/** Columns that are stored while an import is staged and taken away before it is published. */
export const lineColumn: PhysicalColumn = { name: 'line', type: 'UInt64' }

/** Columns of `mapped` attributes, in the mapping's order. */
export function attributeColumns(mapping: CheckedMapping): readonly PhysicalColumn[] {
  return [...mapping.attributes].flatMap(([name, { type }]) => physicalColumns(attributeColumn(name), type))
}

/** Columns of mapped properties. */
export function propertyColumns(mapping: CheckedMapping): readonly PhysicalColumn[] {
  if (mapping.kind !== 'events') return []
  return [...mapping.properties].flatMap(([event, properties]) =>
    [...properties].flatMap(([name, { type }]) => physicalColumns(propertyColumn(event, name), type)),
  )
}

/** A mapping as the statement that reads a file's rows. */
export function compileRows(
  mapping: CheckedMapping,
  shape: SourceShape,
  erased: ErasedIds = nobody,
): CompiledRows {
  const statement = new RowStatement()
  const cells = new Map(shape.columns.map((column, at) => [column.name, `c${at}`]))
  const compiler = new ReadingCompiler(statement, cells)
  const defect: RowSql = { text: 'defect', level: 0 }
  const sound = statement.define(sql`${defect} = 0`)
  const { stored, skipped } = compiler.within(sound, () =>
    compileStored(statement, compiler, { mapping, shape, erased }),
  )
  const { columns: beside, told } = compileProblems(statement, compiler.checks, skipped)
  const columns = [...beside, ...stored]
  const names = columns.map(one => ({ name: quoteName(one.name), sql: one.sql }))
  const source = `input('line UInt64, defect UInt8, ${[...cells.values()].map(cell => `${cell} String`).join(', ')}')`
  return {
    select: statement.select(names, source),
    params: statement.params,
    columns: columns.map(({ name, type }) => ({ name, type })),
    stored: stored.map(({ name, type }) => ({ name, type })),
    told,
    checks: compiler.checks,
  }
}

const nobody: ErasedIds = { salt: '', hashes: new Set() }

interface RowsToCompile {
  readonly mapping: CheckedMapping
  readonly shape: SourceShape
  readonly erased: ErasedIds
}

interface StoredColumn extends PhysicalColumn {
  readonly sql: RowSql
}

function compileStored(
  statement: RowStatement,
  compiler: ReadingCompiler,
  { mapping, shape, erased }: RowsToCompile,
): { readonly stored: readonly StoredColumn[]; readonly skipped: RowSql } {
  const sound: RowSql = { text: 'defect = 0', level: 0 }
  // A problem in the condition itself is one of the row, unless the condition holds all the same.
  const skip = mapping.skip === undefined ? { text: '0', level: 0 } : compiler.condition(mapping.skip)
  const skipped = statement.define(every([sound, skip]))
  const customer = compileCustomer(statement, compiler, mapping, erased)
  const own =
    mapping.kind === 'events'
      ? compileEvent(statement, compiler, mapping, shape)
      : compileSince(statement, compiler, mapping)
  const attributes = [...mapping.attributes].flatMap(([name, value]) =>
    named(physicalColumns(attributeColumn(name), value.type), compiler.value(value)),
  )
  const line: StoredColumn = { ...lineColumn, sql: { text: 'line', level: 0 } }
  return { stored: [customer, ...own, ...attributes, line], skipped }
}

function compileCustomer(
  statement: RowStatement,
  compiler: ReadingCompiler,
  mapping: CheckedMapping,
  { salt, hashes }: ErasedIds,
): StoredColumn {
  const id = statement.define(sql`trimBoth(${compiler.text(mapping.customer)})`)
  const long = statement.bind('UInt32', LONGEST_ID)
  compiler.check(sql`${id} = ''`, nothing, problems.customerMissing(mapping.customerColumn))
  // Anchored at both ends, this takes half the time of a search for what must not be in it.
  const unfit = sql`NOT match(${id}, '^[^\\x00-\\x1f\\x7f]*$') OR ${fact(sql`lengthUTF8(${id}) > ${long}`)}`
  compiler.check(unfit, nothing, problems.customerUnfit(mapping.customerColumn))
  // Hashing every id takes time: only where somebody has been erased.
  if (hashes.size > 0) {
    const hash = sql`lower(hex(SHA256(concat(${statement.bind('String', salt)}, ${id}))))`
    const gone = statement.bind('Array(String)', [...hashes])
    compiler.check(sql`${hash} IN ${gone}`, nothing, problems.customerErased(mapping.customerColumn))
  }
  return { name: 'customer_id', type: 'String', sql: id }
}

const nothing: RowSql = { text: "''", level: 0 }

function compileSince(
  statement: RowStatement,
  compiler: ReadingCompiler,
  mapping: Extract<CheckedMapping, { kind: 'customers' }>,
): StoredColumn[] {
  const zero: RowSql = { text: "fromUnixTimestamp64Milli(toInt64(0), 'UTC')", level: 0 }
  const since =
    mapping.at === undefined ? zero : compileAt(statement, compiler, mapping.at, mapping.atColumn ?? '')
  return [{ name: 'since', type: "DateTime64(3, 'UTC')", sql: since }]
}

function compileAt(
  statement: RowStatement,
  compiler: ReadingCompiler,
  reading: EventsMapping['at'],
  column: string,
): RowSql {
  const [at = nothing] = compiler.value({ type: 'instant', reading })
  compiler.check(sql`isNull(${at})`, nothing, problems.atMissing(column))
  return statement.define(sql`ifNull(${at}, fromUnixTimestamp64Milli(toInt64(0), 'UTC'))`)
}

function compileEvent(
  statement: RowStatement,
  compiler: ReadingCompiler,
  mapping: EventsMapping,
  shape: SourceShape,
): StoredColumn[] {
  const at = compileAt(statement, compiler, mapping.at, mapping.atColumn)
  const event = compileEventName(statement, compiler, mapping)
  const id =
    mapping.id === undefined ? rowHash(statement, event, shape) : compileId(statement, compiler, mapping)
  const properties = [...mapping.properties].flatMap(([name, mapped]) =>
    compileProperties(compiler, statement, mapping, event, name, mapped),
  )
  return [
    { name: 'at', type: "DateTime64(3, 'UTC')", sql: at },
    { name: 'event_id', type: 'String', sql: id },
    { name: 'event', type: 'LowCardinality(String)', sql: event },
    ...properties,
  ]
}

function compileEventName(
  statement: RowStatement,
  compiler: ReadingCompiler,
  mapping: EventsMapping,
): RowSql {
  const text = compiler.text(mapping.event)
  const constant = mapping.event.kind === 'text'
  if (constant && mapping.events.includes(mapping.event.value)) return text
  const event = statement.define(sql`trimBoth(${text})`)
  const known = statement.bind('Array(String)', [...mapping.events])
  compiler.check(sql`${event} = ''`, nothing, problems.eventMissing(mapping.eventColumn))
  const unknown = sql`notEmpty(${event}) AND NOT has(${known}, ${event})`
  compiler.check(unknown, event, problems.eventUnknown(mapping.eventColumn, mapping.events))
  return event
}

/**
 * Of the event's name and of all cells but those that say why a row was set aside, by the names of their columns: their
 * order does not count. One row can be several events, each by a mapping of its own.
 */
function rowHash(statement: RowStatement, event: RowSql, shape: SourceShape): RowSql {
  const cells = shape.columns
    .map((column, at) => ({ name: column.name, cell: `c${at}` }))
    .filter(({ name }) => isOwnColumn(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const list = [event.text, ...cells.map(one => one.cell)].join(', ')
  // Two hashes that are made in different ways: 128 bits, at a quarter of the cost of one such.
  return statement.define({
    text: `lower(concat(hex(cityHash64(${list})), hex(wyHash64(${list}))))`,
    level: event.level,
  })
}

function compileId(statement: RowStatement, compiler: ReadingCompiler, mapping: EventsMapping): RowSql {
  const id =
    mapping.id === undefined ? nothing : statement.define(sql`trimBoth(${compiler.text(mapping.id)})`)
  compiler.check(sql`${id} = ''`, nothing, problems.idMissing(mapping.idColumn ?? ''))
  return id
}

function compileProperties(
  compiler: ReadingCompiler,
  statement: RowStatement,
  mapping: EventsMapping,
  event: RowSql,
  name: string,
  mapped: ReadonlyMap<string, MappedValue>,
): StoredColumn[] {
  const always = mapping.event.kind === 'text' && mapping.event.value === name
  const is = always ? yes : statement.define(sql`${event} = ${statement.bind('String', name)}`)
  return [...mapped].flatMap(([property, value]) => {
    const columns = physicalColumns(propertyColumn(name, property), value.type)
    // What every event reads is a problem of every row: one check instead of one an event.
    const values = isShared(mapping, property, value)
      ? compiler.value(value)
      : compiler.within(is, () => compiler.value(value))
    return named(columns, always ? values : values.map(one => onlyWhere(is, one)))
  })
}

function isShared(mapping: EventsMapping, property: string, { reading }: MappedValue): boolean {
  const text = JSON.stringify(reading)
  return mapping.events.every(
    event => JSON.stringify(mapping.properties.get(event)?.get(property)?.reading) === text,
  )
}

/** Unknown elsewhere: `NULL`, and for tags none that are known. */
function onlyWhere(is: RowSql, value: RowSql): RowSql {
  return sql`if(${is}, ${value}, defaultValueOfArgumentType(${value}))`
}

function named(columns: readonly PhysicalColumn[], values: readonly RowSql[]): StoredColumn[] {
  return columns.map((column, at) => ({ ...column, sql: values[at] ?? nothing }))
}
