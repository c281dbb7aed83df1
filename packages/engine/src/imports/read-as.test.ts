import { expect, test } from 'vitest'
import { readAs } from './read-as.ts'
import { RowReader } from './row-reader.ts'

const read = readAs({ kind: 'column', column: 'home' }, 'place', {
  timezone: 'UTC',
  field: 'attributes.home',
})

test.each([
  ['50.08, 14.43', { latitude: 50.08, longitude: 14.43 }],
  // As a list comes out of JSON Lines and Parquet.
  ['["50.08","14.43"]', { latitude: 50.08, longitude: 14.43 }],
  ['[50.08, -14.43]', { latitude: 50.08, longitude: -14.43 }],
  ['', undefined],
])('%s in one cell is a place', (cell, place) => {
  expect(placeOf(cell)).toEqual({ value: place, problem: undefined })
})

test.each(['50,08, 14,43', '50.08, 14.43, 200', '["50.08","14.43","200"]', '50.08', '14.43, 150.08x'])(
  '%s is no place',
  cell => {
    expect(placeOf(cell).problem).toEqual({ column: 'home', reason: expect.stringContaining('is no place') })
  },
)

function placeOf(cell: string) {
  const reading = read.problems === undefined ? read.reading : undefined
  if (reading?.kind !== 'place') throw new Error('a column is read as a place')
  const reader = new RowReader(['home'])
  return { value: reader.value(reading, [cell]), problem: reader.problem }
}
