import type { ValueType } from '../vocabulary/value.ts'
import type { DeclaredType } from '../vocabulary/vocabulary.ts'

/** A column of a table as it stands in ClickHouse. */
export interface PhysicalColumn {
  readonly name: string
  readonly type: string
}

/**
 * The column of `customers` that holds an attribute. The `$` cannot stand in a declared name, so that no
 * attribute, event or property can take the name of another's column or of the tables' own (`customer_id`, `at`).
 *
 * @example attributeColumn('country') // 'attribute$country'
 */
export function attributeColumn(name: string): string {
  return `attribute$${name}`
}

/** The column of `events` that holds an event's property. */
export function propertyColumn(event: string, name: string): string {
  return `${event}$${name}`
}

const scalarTypes: Readonly<Record<Exclude<ValueType, 'place' | 'tags'>, string>> = {
  boolean: 'Nullable(UInt8)',
  number: 'Nullable(Float64)',
  money: 'Nullable(Decimal(18, 4))',
  text: 'Nullable(String)',
  date: 'Nullable(Date32)',
  instant: "Nullable(DateTime64(3, 'UTC'))",
  duration: 'Nullable(Int64)',
}

/** The columns that hold a value of a declared type: two for a place and for tags, one for all others. */
export function physicalColumns(column: string, type: DeclaredType): readonly PhysicalColumn[] {
  if (type === 'place') {
    return [
      { name: latitudeColumn(column), type: scalarTypes.number },
      { name: longitudeColumn(column), type: scalarTypes.number },
    ]
  }
  if (type === 'tags') {
    return [
      { name: column, type: 'Array(String)' },
      { name: knownColumn(column), type: 'UInt8' },
    ]
  }
  return [{ name: column, type: scalarTypes[type] }]
}

export function latitudeColumn(column: string): string {
  return `${column}$latitude`
}

export function longitudeColumn(column: string): string {
  return `${column}$longitude`
}

/** Beside tags: whether they are known. An array cannot be NULL, and no tags are not unknown tags. */
export function knownColumn(column: string): string {
  return `${column}$known`
}

/**
 * A name as ClickHouse reads it, whatever is in it.
 *
 * @example quoteName('a`b') // '`a\\`b`'
 */
export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}
