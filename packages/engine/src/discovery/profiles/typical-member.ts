import type { Matrix, Table } from '@kindred/learning'
import type { DiscoveredGroup } from '../../records/discovery.ts'
import type { ProfiledFeature } from './profile-group.ts'
import { valueText } from './value-text.ts'

/** The row of the member that is nearest to a group's middle; the first of several. */
export function nearestMember(
  space: Matrix,
  members: Uint8Array,
  centre: readonly number[],
): number | undefined {
  let best: number | undefined
  let least = Number.POSITIVE_INFINITY
  for (let row = 0; row < space.rows; row += 1) {
    if (members[row] !== 1) continue
    let square = 0
    for (let column = 0; column < space.columns; column += 1)
      square += (space.values[row * space.columns + column]! - centre[column]!) ** 2
    if (square >= least) continue
    least = square
    best = row
  }
  return best
}

/** A real customer, with what is known of her in words. */
export function typicalMember(
  customer: string,
  row: number,
  features: readonly ProfiledFeature[],
  table: Table,
): DiscoveredGroup['typical'] {
  const columns = new Map(table.columns.map(column => [column.name, column]))
  const values = features.map(profiled => {
    const { id } = profiled.feature
    return { feature: id, text: valueText(columns.get(id)?.values[row] ?? null, profiled) }
  })
  return { customer, values }
}
