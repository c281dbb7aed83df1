import type { WarehouseSchema } from '@kindred/engine'
import {
  attributeColumn,
  type Checked,
  checkedPartsOf,
  type DeclaredType,
  type PhysicalColumn,
  type PopulationQuery,
  physicalColumns,
  propertyColumn,
  quoteName,
  segmentationPartsOf,
} from '@kindred/language'

type Tables = PopulationQuery['tables']
type Asked = Pick<PopulationQuery, 'expressions' | 'masks' | 'classes' | 'where'>

/**
 * The sources with a column for everything that is read and that the tables do not have: a plan asks about definitions
 * before what they declare has been. Nobody has a value of it yet, so it is unknown for everybody.
 */
export function withUndeclared(tables: Tables, schema: WarehouseSchema, asked: Asked): Tables {
  const { attributes, properties } = undeclaredColumns(schema, asked)
  if (attributes.length + properties.length === 0) return tables
  return {
    ...tables,
    customers: widened(tables.customers, attributes),
    events: widened(tables.events, properties),
  }
}

function widened(source: string, columns: readonly PhysicalColumn[]): string {
  if (columns.length === 0) return source
  const nothing = columns.map(
    ({ name, type }) => `CAST(${emptyOf(type)}, '${type.replaceAll("'", "\\'")}') AS ${quoteName(name)}`,
  )
  return `(SELECT *, ${nothing.join(', ')} FROM ${source})`
}

function emptyOf(type: string): string {
  if (type.startsWith('Nullable')) return 'NULL'
  return type.startsWith('Array') ? '[]' : '0'
}

function undeclaredColumns(schema: WarehouseSchema, asked: Asked) {
  const attributes = new Map<string, readonly PhysicalColumn[]>()
  const properties = new Map<string, readonly PhysicalColumn[]>()
  const property = (event: string, name: string, type: DeclaredType) => {
    const column = propertyColumn(event, name)
    if (!schema.events.get(event)?.has(name)) properties.set(column, physicalColumns(column, type))
  }
  for (const node of nodesOf(asked)) {
    if (node.kind === 'attribute' && !schema.attributes.has(node.name)) {
      const column = attributeColumn(node.name)
      attributes.set(column, physicalColumns(column, node.type))
    } else if (node.kind === 'property') property(node.event, node.name, node.type)
    else if (node.kind === 'aggregate' && node.property !== undefined)
      property(node.event, node.property.name, node.property.type)
  }
  return { attributes: [...attributes.values()].flat(), properties: [...properties.values()].flat() }
}

/** Every part of what is asked, each once: trees share what they stand on. */
function nodesOf({ expressions, masks, classes, where }: Asked): ReadonlySet<Checked> {
  const seen = new Set<Checked>()
  const open: Checked[] = [
    ...(expressions?.values() ?? []),
    ...[...(masks?.values() ?? [])].flat(),
    ...[...(classes?.values() ?? [])].flat().flatMap(segmentationPartsOf),
    ...(where === undefined ? [] : [where]),
  ]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue
    seen.add(node)
    open.push(...checkedPartsOf(node))
  }
  return seen
}
