import { type Checked, compileText, type Vocabulary } from '@kindred/language'
import { expect, test } from 'vitest'
import { TableBuilder } from './table-builder.ts'

const nothing = new Map()
const vocabulary: Vocabulary = {
  ...{ timezone: 'UTC', currency: 'EUR', weekStart: 1 },
  attributes: new Map([
    ['age', { type: 'number' }],
    ['town', { type: 'text' }],
  ]),
  ...{ events: nothing, features: nothing, segments: nothing, segmentations: nothing },
  ...{ scores: nothing, lists: nothing, places: nothing },
}
const columns = new Map(
  ['age', 'town'].map((name): [string, Checked] => {
    const { checked } = compileText(name, vocabulary)
    if (checked === undefined) throw new Error(`${name} cannot be read.`)
    return [name, checked]
  }),
)

/** Customers by place, with the length of each id as a number and its first letter as a word. */
function built(
  places: readonly (readonly (readonly string[])[])[],
  room?: { rows: number; rowsOfPlace: number },
) {
  const builder = new TableBuilder(columns)
  if (room !== undefined) builder.expect(room)
  // The last place comes first.
  for (const [place, parts] of [...places.entries()].reverse())
    for (const customers of parts) {
      const values = builder.take(place, customers.length)
      customers.forEach((id, row) => {
        values[0]![row] = id.length
        values[1]![row] = builder.code(1, id[0] ?? null)
      })
      builder.add(place, { customers, columns: values })
    }
  return builder.table()
}

const places = [
  [['a', 'bb'], ['ccc']],
  [['dddd'], ['e', 'ff']],
]

test.each([
  ['without room', undefined],
  ['with room for all', { rows: 6, rowsOfPlace: 3 }],
  ['with room for fewer', { rows: 4, rowsOfPlace: 3 }],
  ['with more room than is used', { rows: 50, rowsOfPlace: 7 }],
  ['with room in one place', { rows: 3, rowsOfPlace: 1 }],
])('parts become one table, %s', (_, room) => {
  const table = built(places, room)
  expect(table.customers).toEqual(['a', 'bb', 'ccc', 'dddd', 'e', 'ff'])
  const [age, town] = [table.columns.get('age'), table.columns.get('town')]
  expect(age).toMatchObject({ kind: 'number', values: Float64Array.of(1, 2, 3, 4, 1, 2) })
  expect(town).toMatchObject({
    words: ['a', 'b', 'c', 'd', 'e', 'f'],
    codes: Int32Array.of(0, 1, 2, 3, 4, 5),
  })
})

test('what is read where it is to stay is not copied', () => {
  const table = built(places, { rows: 6, rowsOfPlace: 3 })
  const age = table.columns.get('age')
  if (age?.kind !== 'number') throw new Error('No column of numbers was built.')
  expect(age.values.buffer.byteLength).toBe(48)
  expect(age.values.byteOffset).toBe(0)
})

test('places whose customers overlap are put in order of id', () => {
  const table = built([[['b', 'dd']], [['a', 'ccc']]], { rows: 4, rowsOfPlace: 2 })
  expect(table.customers).toEqual(['a', 'b', 'ccc', 'dd'])
  expect(table.columns.get('age')).toMatchObject({ values: Float64Array.of(1, 1, 3, 2) })
  expect(table.columns.get('town')).toMatchObject({ codes: Int32Array.of(0, 1, 2, 3) })
})

test('a table of nobody has its columns', () => {
  const table = built([], { rows: 0, rowsOfPlace: 10 })
  expect(table.customers).toEqual([])
  expect(table.columns.get('age')).toMatchObject({ values: new Float64Array(0) })
})
