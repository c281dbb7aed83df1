import type { EnginePorts } from './engine-ports.ts'

export interface SegmentTrends {
  /** Of the refreshes, oldest first. */
  readonly instants: readonly number[]
  /** One entry an instant: the size then; absent where the segment was not there, or failed. */
  readonly sizes: ReadonlyMap<string, readonly (number | undefined)[]>
}

/**
 * How large every segment was at the last refreshes, as they recorded it: for pictures beside a list. Nothing is computed,
 * and no customer is read.
 *
 * @param points - At most so many refreshes, 1 or more.
 *
 * Cost: what so many refreshes found is read from the catalog, about 100 bytes a definition each.
 */
export async function segmentTrends(
  { catalog }: Pick<EnginePorts, 'catalog'>,
  points: number,
): Promise<SegmentTrends> {
  const refreshes = (await catalog.refreshes.list({ limit: points })).toReversed()
  const sizes = new Map<string, (number | undefined)[]>()
  for (const [place, { results }] of refreshes.entries()) {
    for (const { kind, id, size, failure } of results) {
      if (kind !== 'segment' || failure !== undefined) continue
      const known = sizes.get(id) ?? new Array<undefined>(refreshes.length).fill(undefined)
      known[place] = size
      sizes.set(id, known)
    }
  }
  return { instants: refreshes.map(({ asOf }) => asOf), sizes }
}
