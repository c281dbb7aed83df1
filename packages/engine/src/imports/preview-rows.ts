import {
  type DeclaredType,
  formatDate,
  formatInstant,
  isPlace,
  MONEY_SCALE,
  type Value,
} from '@kindred/language'
import type { CheckedMapping } from './checked-mapping.ts'
import { rowDefects } from './packed-rows.ts'
import { type ReadRow, rowsAs } from './read-row.ts'

/** Rows as a mapping reads them, for people to look at; `undefined` is unknown. */
export interface ImportPreview {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | undefined)[])[]
}

/**
 * The first rows of a sample that can be read and are not skipped.
 *
 * @param columns - Of the file.
 * @param timezone - In which instants are shown.
 */
export function previewRows(
  mapping: CheckedMapping,
  columns: readonly string[],
  sample: readonly (readonly string[])[],
  options: { readonly rows: number; readonly timezone: string },
): ImportPreview {
  const names = namesOf(mapping)
  const read = rowsAs(mapping, columns)
  const rows: (string | undefined)[][] = []
  for (const cells of sample) {
    if (rows.length >= options.rows) break
    const row = read({ line: 0, defect: rowDefects.none, cells })
    if (row.kind === 'customer' || row.kind === 'event') {
      const shown = valuesOf(row)
      rows.push(
        names.map(({ name, types }) => textOf(shown.get(name), types.get(eventOf(row)), options.timezone)),
      )
    }
  }
  return { columns: names.map(({ title }) => title), rows }
}

interface ShownName {
  /** In the row: `properties.amount`, `attributes.country`, `customer`. */
  readonly name: string
  readonly title: string
  /** By event; of everything but properties under the empty name. */
  readonly types: ReadonlyMap<string, DeclaredType>
}

function namesOf(mapping: CheckedMapping): ShownName[] {
  const fixed = (title: string, type: DeclaredType): ShownName => ({
    name: title,
    title,
    types: everywhere(mapping, type),
  })
  const events = mapping.kind === 'events' ? [fixed('event', 'text'), fixed('at', 'instant')] : []
  const since = mapping.kind === 'customers' && mapping.at !== undefined ? [fixed('at', 'instant')] : []
  const attributes = [...mapping.attributes].map(([title, { type }]) => ({
    name: `attributes.${title}`,
    title,
    types: everywhere(mapping, type),
  }))
  return [fixed('customer', 'text'), ...events, ...since, ...propertyNames(mapping), ...attributes]
}

function propertyNames(mapping: CheckedMapping): ShownName[] {
  if (mapping.kind === 'customers') return []
  const types = new Map<string, Map<string, DeclaredType>>()
  for (const [event, properties] of mapping.properties) {
    for (const [name, { type }] of properties)
      types.set(name, (types.get(name) ?? new Map()).set(event, type))
  }
  return [...types].map(([title, byEvent]) => ({ name: `properties.${title}`, title, types: byEvent }))
}

function everywhere(mapping: CheckedMapping, type: DeclaredType): ReadonlyMap<string, DeclaredType> {
  const events = mapping.kind === 'events' ? mapping.events : ['']
  return new Map(events.map(event => [event, type]))
}

type ShownRow = Extract<ReadRow, { kind: 'customer' | 'event' }>

function eventOf(row: ShownRow): string {
  return row.kind === 'event' ? row.event : ''
}

function valuesOf(row: ShownRow): ReadonlyMap<string, Value | undefined> {
  const attributes = [...row.attributes].map(([name, value]) => [`attributes.${name}`, value] as const)
  const properties =
    row.kind === 'event'
      ? [...row.properties].map(([name, value]) => [`properties.${name}`, value] as const)
      : []
  const event = row.kind === 'event' ? [['event', row.event] as const] : []
  return new Map<string, Value | undefined>([
    ['customer', row.customer],
    ['at', row.at],
    ...event,
    ...properties,
    ...attributes,
  ])
}

function textOf(
  value: Value | undefined,
  type: DeclaredType | undefined,
  timezone: string,
): string | undefined {
  if (value === undefined || type === undefined) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value, type, timezone)
  if (typeof value === 'object')
    return isPlace(value) ? `${value.latitude}, ${value.longitude}` : value.join(', ')
  return String(value)
}

function numberText(value: number, type: DeclaredType, timezone: string): string {
  if (type === 'instant') return formatInstant(value, timezone)
  if (type === 'date') return formatDate(value)
  return type === 'money' ? String(value / MONEY_SCALE) : String(value)
}
