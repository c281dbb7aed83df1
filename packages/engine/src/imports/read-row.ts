import type { Value } from '@kindred/language'
import { isCustomerId, trimSpaces } from '../records/customer-id.ts'
import type { CheckedMapping, EventsMapping, MappedValue } from './checked-mapping.ts'
import { rowDefects, type SourceRow } from './packed-rows.ts'
import { defectProblem, type RowProblem, shortened } from './row-problem.ts'
import { RowReader } from './row-reader.ts'

/** What a mapping makes of one row. Unknown values are left out of `properties`; attributes keep them. */
export type ReadRow =
  | { readonly kind: 'skipped' }
  | { readonly kind: 'problem'; readonly problem: RowProblem }
  | {
      readonly kind: 'customer'
      readonly customer: string
      readonly at: number | undefined
      readonly attributes: ReadonlyMap<string, Value | undefined>
    }
  | {
      readonly kind: 'event'
      readonly customer: string
      readonly at: number
      readonly event: string
      readonly id: string | undefined
      readonly properties: ReadonlyMap<string, Value>
      readonly attributes: ReadonlyMap<string, Value | undefined>
    }

/**
 * Reads rows as a mapping says; the order in which problems are looked for is the order here, and the same in SQL:
 * the customer (and whether she was erased), the instant, the event, its id, properties, attributes.
 *
 * @example
 * const read = rowsAs(mapping, ['id', 'country'])
 * read({ line: 2, defect: 0, cells: ['1', 'CZ'] })   // { kind: 'customer', customer: '1', … }
 */
export function rowsAs(
  mapping: CheckedMapping,
  columns: readonly string[],
  isErased: (customer: string) => boolean = () => false,
): (row: SourceRow) => ReadRow {
  const reader = new RowReader(columns)
  return row => {
    reader.reset()
    if (row.defect !== rowDefects.none) {
      return { kind: 'problem', problem: defectProblem(row.defect, row.cells[0] ?? '', columns) }
    }
    const { cells } = row
    if (mapping.skip !== undefined && reader.condition(mapping.skip, cells)) return { kind: 'skipped' }
    const id = customerId(reader, mapping, cells)
    if (isErased(id)) reader.fail(mapping.customerColumn, 'customer_erased', {})
    const read =
      mapping.kind === 'events' ? event(reader, mapping, id, cells) : customer(reader, mapping, id, cells)
    return reader.problem === undefined ? read : { kind: 'problem', problem: reader.problem }
  }
}

function customer(
  reader: RowReader,
  mapping: Extract<CheckedMapping, { kind: 'customers' }>,
  id: string,
  cells: readonly string[],
): ReadRow {
  const at = mapping.at === undefined ? undefined : instant(reader, mapping.at, mapping.atColumn ?? '', cells)
  return { kind: 'customer', customer: id, at, attributes: values(reader, mapping.attributes, cells) }
}

function event(reader: RowReader, mapping: EventsMapping, id: string, cells: readonly string[]): ReadRow {
  const at = instant(reader, mapping.at, mapping.atColumn, cells)
  const name = trimSpaces(reader.text(mapping.event, cells))
  if (name === '') reader.fail(mapping.eventColumn, 'event_missing', {})
  else if (!mapping.events.includes(name)) {
    reader.fail(mapping.eventColumn, 'event_unknown', { given: shortened(name), events: mapping.events })
  }
  const own = mapping.id === undefined ? undefined : trimSpaces(reader.text(mapping.id, cells))
  if (own === '') reader.fail(mapping.idColumn ?? '', 'id_missing', {})
  const mapped = values(reader, mapping.properties.get(name) ?? new Map(), cells)
  const properties = new Map<string, Value>()
  for (const [property, value] of mapped) if (value !== undefined) properties.set(property, value)
  const attributes = values(reader, mapping.attributes, cells)
  return { kind: 'event', customer: id, at: at ?? 0, event: name, id: own, properties, attributes }
}

function customerId(reader: RowReader, mapping: CheckedMapping, cells: readonly string[]): string {
  const id = trimSpaces(reader.text(mapping.customer, cells))
  if (id === '') reader.fail(mapping.customerColumn, 'customer_missing', {})
  else if (!isCustomerId(id)) reader.fail(mapping.customerColumn, 'customer_unfit', {})
  return id
}

function instant(
  reader: RowReader,
  reading: EventsMapping['at'],
  column: string,
  cells: readonly string[],
): number | undefined {
  const at = reader.value(reading, cells)
  if (at === undefined) reader.fail(column, 'at_missing', {})
  return typeof at === 'number' ? at : undefined
}

function values(
  reader: RowReader,
  mapped: ReadonlyMap<string, MappedValue>,
  cells: readonly string[],
): Map<string, Value | undefined> {
  return new Map([...mapped].map(([name, { reading }]) => [name, reader.value(reading, cells)]))
}
