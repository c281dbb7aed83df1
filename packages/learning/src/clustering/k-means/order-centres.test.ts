import { expect, test } from 'vitest'
import { listsOf } from '../../matrix/matrix.ts'
import { groupedRows } from '../../testing/grouped-rows.ts'
import { orderCentres } from './order-centres.ts'

test('every centre is still there, and those of one place stand in one group of eight', () => {
  const { rows } = groupedRows({ groups: 4, each: 8, columns: 2, apart: 50 }, 1)
  const lists = listsOf(orderCentres(rows))
  expect(lists.toSorted((a, b) => a[0]! - b[0]!)).toEqual(listsOf(rows).toSorted((a, b) => a[0]! - b[0]!))
  for (let group = 0; group < 4; group += 1) {
    const places = lists
      .slice(8 * group, 8 * group + 8)
      .map(list => list.map(value => Math.round(value / 50)).join())
    expect(new Set(places).size).toBe(1)
  }
})
