import type { CheckedMapping, MappedValue } from './checked-mapping.ts'

/** Each value takes the warehouse some 30 ms to plan, whatever the number of rows: of thousands an import takes minutes. */
export const MOST_VALUES = 1_000

/** How many values are read of each row; what several events read alike is one. */
export function countValues(mapping: CheckedMapping): number {
  const properties: MappedValue[] =
    mapping.kind === 'events' ? [...mapping.properties.values()].flatMap(of => [...of.values()]) : []
  const values = [...mapping.attributes.values(), ...properties]
  return new Set(values.map(value => JSON.stringify(value))).size
}
