import type { OverlapCell, Warehouse } from '@kindred/engine'
import type { Nodes } from '../nodes.ts'
import type { BoundValue, Cell, Statement } from '../warehouse-node.ts'

export type OverlapQuery = Parameters<Warehouse['overlap']>[0]

/** How many are in exactly which segments: each node counts its own customers by a number made of the bits asked for. */
export async function storedOverlap(nodes: Nodes, query: OverlapQuery): Promise<readonly OverlapCell[]> {
  const statement = overlapStatement(nodes, query)
  const counts = new Map<number, number>()
  for (const rows of await nodes.each(node => node.rows(statement)))
    for (const [mask, count] of rows) add(counts, Number(mask), numberOf(count))
  return [...counts].map(([mask, customers]) => ({
    segments: query.segments.filter((_, place) => (mask & (1 << place)) !== 0),
    customers,
  }))
}

/** A segment that the refresh does not have is never set. */
function overlapStatement(nodes: Nodes, { refresh, layout, segments }: OverlapQuery): Statement {
  const params: Record<string, BoundValue> = { refresh: { type: 'UInt32', value: refresh } }
  const bits = segments.flatMap((id, place) => {
    const position = layout.segments.indexOf(id)
    if (position < 0) return []
    params[`word${place}`] = { type: 'UInt32', value: Math.floor(position / 64) + 1 }
    params[`bit${place}`] = { type: 'UInt8', value: position % 64 }
    return [`${2 ** place} * bitTest(bits[{word${place}:UInt32}], {bit${place}:UInt8})`]
  })
  const mask = ['toUInt32(0)', ...bits].join(' + ')
  return {
    sql: `SELECT ${mask} AS mask, count() FROM ${nodes.tables.memberships} WHERE refresh = {refresh:UInt32} GROUP BY mask`,
    params,
  }
}

function add(counts: Map<number, number>, mask: number, count: number): void {
  counts.set(mask, (counts.get(mask) ?? 0) + count)
}

function numberOf(cell: Cell | undefined): number {
  return Number(cell ?? 0)
}
