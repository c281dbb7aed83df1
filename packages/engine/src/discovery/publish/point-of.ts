import type { Column, Table } from '@kindred/learning'
import type { DiscoveredFeature, GroupInput } from '../../records/discovery.ts'
import { spaceOf } from '../model/space-of.ts'

/** What is known of a customer, by the ids of features: money in whole units. What is left out is unknown. */
export type FeatureValues = Readonly<Record<string, number | string | boolean | null>>

/** A customer's place in the space of a model. */
export function pointOf(
  inputs: readonly GroupInput[],
  features: readonly DiscoveredFeature[],
  values: FeatureValues,
): Float64Array {
  const columns = [...new Set(inputs.map(({ feature }) => feature))].map((id): Column => {
    const value = values[id] ?? null
    const isWord = features.find(feature => feature.id === id)?.kind === 'category'
    if (isWord) return { name: id, kind: 'category', values: [value === null ? null : String(value)] }
    return { name: id, kind: 'number', values: Float64Array.of(value === null ? Number.NaN : Number(value)) }
  })
  const table: Table = { columns }
  return Float64Array.from(spaceOf(inputs, table).values)
}

export function squareBetween(point: ArrayLike<number>, centre: readonly number[]): number {
  return centre.reduce((sum, part, at) => sum + (point[at]! - part) ** 2, 0)
}
