import { emptyMatrix, type Matrix, type Table } from '@kindred/learning'
import type { GroupInput } from '../../records/discovery.ts'
import { readCoordinate } from './read-coordinate.ts'

/**
 * Customers as points: rows × inputs, as a model states its coordinates.
 *
 * @throws LearningError `no_rows`, `column_missing`, `column_of_other_kind`
 */
export function spaceOf(inputs: readonly GroupInput[], table: Table): Matrix {
  const rows = table.columns[0]?.values.length ?? 0
  const space = emptyMatrix(rows, inputs.length)
  inputs.forEach((input, column) => {
    const values = readCoordinate(input, table)
    for (let row = 0; row < rows; row += 1) space.values[row * inputs.length + column] = values[row]!
  })
  return space
}
