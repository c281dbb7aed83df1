import type { CategoryColumn, Column } from '../matrix/table.ts'
import type { DroppedFeature, Reading } from './fitted-preparation.ts'

export interface NamedReading {
  readonly name: string
  readonly column: string
  readonly reading: Reading
}

interface LevelOptions {
  readonly orders: Readonly<Record<string, readonly string[]>>
  readonly rareShare: number
}

export interface ColumnReadings {
  readonly readings: readonly NamedReading[]
  readonly dropped: readonly DroppedFeature[]
}

/** The features that one column is read as, before anything is dropped for what its values are. */
export function readingsOf(column: Column, { orders, rareShare }: LevelOptions): ColumnReadings {
  const { name } = column
  if (column.kind === 'number') return { readings: numberReadings(name, column.values), dropped: [] }
  const levels = orders[name]
  if (levels !== undefined)
    return { readings: [{ name, column: name, reading: { kind: 'order', levels } }], dropped: [] }
  return levelReadings(column, rareShare)
}

function numberReadings(name: string, values: Float64Array): NamedReading[] {
  const number: NamedReading = { name, column: name, reading: { kind: 'number' } }
  if (!values.some(Number.isNaN)) return [number]
  return [number, { name: `${name} is missing`, column: name, reading: { kind: 'missing' } }]
}

/** One feature a frequent word, most frequent first; the rare ones together. */
function levelReadings({ name, values }: CategoryColumn, rareShare: number): ColumnReadings {
  const counts = new Map<string | null, number>()
  for (const word of values) counts.set(word, (counts.get(word) ?? 0) + 1)
  const frequent = [...counts]
    .filter(([, count]) => count >= rareShare * values.length)
    .sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
    .map(([level]) => level)
  if (frequent.length === 0) return { readings: [], dropped: [tooManyLevels(name, counts.size)] }
  const readings = frequent.map(
    (level): NamedReading => ({
      name: level === null ? `${name} is missing` : `${name} = ${level}`,
      column: name,
      reading: { kind: 'level', level },
    }),
  )
  const other: NamedReading = {
    name: `${name} is another`,
    column: name,
    reading: { kind: 'other', levels: frequent },
  }
  return { readings: counts.size > frequent.length ? [...readings, other] : readings, dropped: [] }
}

function tooManyLevels(column: string, levels: number): DroppedFeature {
  const says = `'${column}' has ${levels} different words, and none is frequent`
  return { name: column, column, reason: 'too_many_levels', says }
}
