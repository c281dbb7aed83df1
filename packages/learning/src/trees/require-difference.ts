import { LearningError } from '../errors.ts'
import type { NumberColumn, Table } from '../matrix/table.ts'
import type { ColumnBins } from './column-bins.ts'

/**
 * Refuses a table whose rows are all alike, as far as they have weight: nothing can be told by it.
 *
 * @throws LearningError `nothing_left`
 */
export function requireDifference({ columns }: Table, bins: readonly ColumnBins[]): void {
  const differs = bins.some((each, place) => {
    const column = columns[place]!
    if (each.kind === 'category') return each.levels.length > 1
    return each.ends.length > 0 || (column.kind === 'number' && hasBoth(column))
  })
  if (differs) return
  const reasons = columns.map(({ name }) => `'${name}' is the same for all`)
  throw new LearningError('nothing_left', { reasons })
}

/** Known and missing values. */
function hasBoth({ values }: NumberColumn): boolean {
  return values.some(value => Number.isNaN(value)) && values.some(value => !Number.isNaN(value))
}
