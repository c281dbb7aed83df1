import { expect, test } from 'vitest'
import { filterRows, readSorting, sortRows } from './table-rows.ts'

test('sorted by numbers as numbers, by words as people do; what is unknown is last either way', () => {
  const rows = [10, null, 9, 2]
  expect(sortRows(rows, row => row, false)).toEqual([2, 9, 10, null])
  expect(sortRows(rows, row => row, true)).toEqual([10, 9, 2, null])
  expect(sortRows(['v10', 'V2', 'a'], row => row, false)).toEqual(['a', 'V2', 'v10'])
  expect(rows).toEqual([10, null, 9, 2])
})

test('found by a part of any cell, whatever its case', () => {
  const rows = [
    ['Prague', 3],
    ['Brno', 42],
  ] as const
  expect(filterRows(rows, row => row, ' pra ')).toEqual([rows[0]])
  expect(filterRows(rows, row => row, '42')).toEqual([rows[1]])
  expect(filterRows(rows, row => row, '')).toBe(rows)
  expect(readSorting('-size')).toEqual({ column: 'size', descending: true })
})
