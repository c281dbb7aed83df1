import type { Column } from '@kindred/learning'
import type { ModelFeature } from '../../records/fitted-model.ts'
import { typicalValue } from '../training/typical-value.ts'

/** What makes those of a segment alike: what is usual among them, and what is usual among all others. */
export interface Trait extends Pick<ModelFeature, 'name' | 'label' | 'kind'> {
  readonly seed: number | string | null
  readonly others: number | string | null
  /** How much worse those of the segment are told from others without it. */
  readonly importance: number
}

/**
 * The features by which a segment is told from others, the most telling first.
 *
 * @param columns - What is known of everybody, named as features are.
 * @param isSeed - Of every row whether it is in the segment.
 */
export function traitsOf(
  features: readonly ModelFeature[],
  columns: readonly Column[],
  isSeed: (row: number) => boolean,
): readonly Trait[] {
  return features.flatMap(({ name, label, kind, importance = 0, dropped }): Trait[] => {
    const column = columns.find(each => each.name === name)
    if (column === undefined || dropped !== undefined || importance <= 0) return []
    const of = (seeds: boolean) => typicalValue(part(column, row => isSeed(row) === seeds))
    return [{ ...{ name, label, kind, importance }, seed: of(true), others: of(false) }]
  })
}

function part(column: Column, wanted: (row: number) => boolean): Column {
  return column.kind === 'number'
    ? { ...column, values: column.values.filter((_, row) => wanted(row)) }
    : { ...column, values: column.values.filter((_, row) => wanted(row)) }
}
