import type { WarehouseSchema } from '@kindred/engine'
import type { DeclaredType } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, schemaOf } from './declared-columns.ts'

const types: readonly DeclaredType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'place',
  'tags',
]
// Names that end as the columns of places and tags do are names like any other.
const name = fc.oneof(
  fc.constantFrom('latitude', 'longitude', 'known', 'a', 'a_known'),
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
)
const typed = fc
  .array(fc.tuple(name, fc.constantFrom(...types)), { maxLength: 8 })
  .map(pairs => new Map(pairs))

function physical(
  columns: readonly { readonly columns: readonly { readonly name: string; readonly type: string }[] }[],
) {
  return new Map(columns.flatMap(one => one.columns.map(column => [column.name, column.type] as const)))
}

test('what was declared is read back from the columns it made', () => {
  fc.assert(
    fc.property(typed, fc.dictionary(name, typed, { maxKeys: 4 }), (attributes, events) => {
      const schema: WarehouseSchema = { attributes, events: new Map(Object.entries(events)) }
      const columns = columnsOf(schema)
      const own = new Map([
        ['customer_id', 'String'],
        ['at', "DateTime64(3, 'UTC')"],
        ['batch', 'UInt32'],
      ])
      const read = schemaOf(
        new Map([...own, ...physical([...columns.events.values()].flat())]),
        new Map([...own, ...physical(columns.attributes)]),
      )
      const withProperties = [...schema.events].filter(([, properties]) => properties.size > 0)
      expect(read).toEqual({ attributes, events: new Map(withProperties) })
    }),
  )
})

test('half a place is not declared: the statement that makes both is done again', () => {
  const half = new Map([['attribute$home$latitude', 'Nullable(Float64)']])
  expect(schemaOf(new Map(), half).attributes).toEqual(new Map())
})
