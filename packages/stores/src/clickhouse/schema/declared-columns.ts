import type { WarehouseSchema } from '@kindred/engine'
import {
  attributeColumn,
  type DeclaredType,
  type PhysicalColumn,
  physicalColumns,
  propertyColumn,
} from '@kindred/language'

/** A name of the workspace and the columns that hold its values. */
export interface DeclaredColumn {
  readonly name: string
  readonly type: DeclaredType
  readonly columns: readonly PhysicalColumn[]
}

export interface DeclaredColumns {
  readonly attributes: readonly DeclaredColumn[]
  readonly events: ReadonlyMap<string, readonly DeclaredColumn[]>
}

/** The columns a schema asks for. */
export function columnsOf(schema: WarehouseSchema): DeclaredColumns {
  const events = [...schema.events].map(
    ([event, properties]) => [event, declared(properties, name => propertyColumn(event, name))] as const,
  )
  return { attributes: declared(schema.attributes, attributeColumn), events: new Map(events) }
}

function declared(
  types: ReadonlyMap<string, DeclaredType>,
  column: (name: string) => string,
): DeclaredColumn[] {
  return [...types].map(([name, type]) => ({ name, type, columns: physicalColumns(column(name), type) }))
}

const declaredTypes: readonly DeclaredType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'place',
  'tags',
]

/**
 * The schema as the tables hold it: what was declared, read back from the columns there are. An event without
 * properties has no column, and is not in the answer.
 *
 * @param events - name → type of every column of `events`
 * @param attributes - name → type of every column of `customers`
 */
export function schemaOf(
  events: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): WarehouseSchema {
  const properties = new Map<string, Map<string, DeclaredType>>()
  for (const [base, type] of declaredIn(events)) {
    const [event = '', name = ''] = base.split('$')
    const types = properties.get(event) ?? new Map<string, DeclaredType>()
    properties.set(event, types.set(name, type))
  }
  const types = declaredIn(attributes).map(([base, type]) => [base.split('$')[1] ?? '', type] as const)
  return { attributes: new Map(types), events: properties }
}

/** Every `something$name` for which all the columns of one type are there, with that type. */
function declaredIn(columns: ReadonlyMap<string, string>): readonly (readonly [string, DeclaredType])[] {
  const bases = new Set([...columns.keys()].filter(name => name.includes('$')).map(baseOf))
  return [...bases].flatMap(base => {
    const type = declaredTypes.find(one => physicalColumns(base, one).every(column => holds(columns, column)))
    return type === undefined ? [] : [[base, type] as const]
  })
}

function baseOf(column: string): string {
  return column.split('$').slice(0, 2).join('$')
}

function holds(columns: ReadonlyMap<string, string>, { name, type }: PhysicalColumn): boolean {
  return columns.get(name) === type
}
