import { type Column, LearningError, onCurve, type Table } from '@kindred/learning'
import type { GroupInput } from '../../records/discovery.ts'

/**
 * One coordinate of every customer, as a model states it: (curve(value, or `fill` where it is unknown) − centre) / scale.
 *
 * @throws LearningError `column_missing`, `column_of_other_kind`
 *
 * Cost: rows × log knots.
 *
 * @example
 * const input = { name: 'x', feature: 'x', reading: { kind: 'number' }, fill: 4, centre: 2, scale: 2 }
 * readCoordinate(input, { columns: [{ name: 'x', kind: 'number', values: Float64Array.of(6, NaN) }] }) // [2, 1]
 */
export function readCoordinate(input: GroupInput, table: Table): Float64Array {
  const column = table.columns.find(({ name }) => name === input.feature)
  if (column === undefined) throw new LearningError('column_missing', { column: input.feature })
  return readRaw(input, column).map(
    value => (curved(input.curve, Number.isNaN(value) ? input.fill : value) - input.centre) / input.scale,
  )
}

function readRaw({ reading }: GroupInput, column: Column): Float64Array {
  if (reading.kind === 'number' || reading.kind === 'missing') {
    if (column.kind === 'category') throw otherKind(column, 'numbers')
    return reading.kind === 'number'
      ? column.values
      : column.values.map(value => (Number.isNaN(value) ? 1 : 0))
  }
  if (column.kind === 'number') throw otherKind(column, 'words')
  if (reading.kind === 'level')
    return Float64Array.from(column.values, word => (word === reading.level ? 1 : 0))
  const places = new Map<string | null, number>(reading.levels.map((level, place) => [level, place]))
  const read =
    reading.kind === 'other'
      ? (word: string | null): number => (places.has(word) ? 0 : 1)
      : (word: string | null): number => places.get(word) ?? Number.NaN
  return Float64Array.from(column.values, read)
}

function otherKind({ name, kind }: Column, wanted: string): LearningError {
  const given = kind === 'number' ? 'numbers' : 'words'
  return new LearningError('column_of_other_kind', { column: name, given, wanted })
}

/**
 * Straight lines between ascending knots, level beyond both ends; without a curve the value itself.
 *
 * @example
 * curved([[0, 0], [10, 1]], 5) // 0.5
 */
export function curved(curve: GroupInput['curve'], value: number): number {
  return curve === undefined || curve.length === 0 ? value : onCurve(curve, value)
}
