import { LearningError } from '../errors.ts'
import type { Column, Table } from '../matrix/table.ts'
import type { Reading } from './fitted-preparation.ts'

/**
 * The numbers of one feature, row by row, NaN where missing.
 *
 * @throws LearningError `column_missing`, `column_of_other_kind`
 */
export function readFeature(table: Table, column: string, reading: Reading): Float64Array {
  const found = table.columns.find(({ name }) => name === column)
  if (found === undefined) throw new LearningError('column_missing', { column })
  if (reading.kind === 'number' || reading.kind === 'missing') return readNumbers(found, reading.kind)
  if (found.kind === 'number') throw otherKind(found, 'words')
  const read = wordReader(reading)
  return Float64Array.from(found.values, read)
}

function readNumbers(column: Column, kind: 'number' | 'missing'): Float64Array {
  if (column.kind === 'category') throw otherKind(column, 'numbers')
  return kind === 'number' ? column.values : column.values.map(value => (Number.isNaN(value) ? 1 : 0))
}

function wordReader(
  reading: Exclude<Reading, { kind: 'number' | 'missing' }>,
): (word: string | null) => number {
  if (reading.kind === 'level') return word => (word === reading.level ? 1 : 0)
  const places = new Map<string | null, number>(reading.levels.map((level, place) => [level, place]))
  if (reading.kind === 'other') return word => (places.has(word) ? 0 : 1)
  return word => places.get(word) ?? Number.NaN
}

function otherKind(column: Column, wanted: string): LearningError {
  const given = column.kind === 'number' ? 'numbers' : 'words'
  return new LearningError('column_of_other_kind', { column: column.name, given, wanted })
}
