import { type Matrix, selectRows } from '../../matrix/matrix.ts'
import { GROUP } from './row-memory.ts'

/**
 * Centres in an order in which those of a group lie together: halved along the column in which they differ most, until
 * a half is a group. A row then is far from most groups, and bounds settle them.
 */
export function orderCentres(centres: Matrix): Matrix {
  const all = Array.from({ length: centres.rows }, (_, centre) => centre)
  return selectRows(centres, ordered(centres, all))
}

function ordered(centres: Matrix, some: readonly number[]): readonly number[] {
  if (some.length <= GROUP) return some
  const column = widestColumn(centres, some)
  const place = (centre: number): number => centres.values[centre * centres.columns + column]!
  const sorted = some.toSorted((a, b) => place(a) - place(b) || a - b)
  const half = Math.ceil(some.length / 2 / GROUP) * GROUP
  return [...ordered(centres, sorted.slice(0, half)), ...ordered(centres, sorted.slice(half))]
}

function widestColumn({ columns, values }: Matrix, some: readonly number[]): number {
  let widest = 0
  let width = -1
  for (let column = 0; column < columns; column += 1) {
    const found = some.map(centre => values[centre * columns + column]!)
    const range = Math.max(...found) - Math.min(...found)
    if (range <= width) continue
    width = range
    widest = column
  }
  return widest
}
