import type { Cause, RefreshRequest } from '@kindred/engine'
import type { MemoryData } from './memory-data.ts'
import type { Move } from './moves.ts'

/**
 * Why a move was made: the definition is another one than before (or was not there before, or is not there now);
 * else something the definition reads is news of this customer, or she is new herself, or was made one with another or
 * two again; else time alone, or, where no time has passed, news of those she is compared with.
 */
export function causeFinder(
  data: MemoryData,
  request: RefreshRequest,
): (move: Move, knownBefore: boolean) => Cause {
  const { previous, context } = request
  const definitions = new Map(
    [
      ...request.segments.map(each => ['segment', each] as const),
      ...request.segmentations.map(each => ['segmentation', each] as const),
    ].map(([kind, each]) => [`${kind} ${each.id}`, each]),
  )
  const carried = new Set(request.carried.map(({ kind, id }) => `${kind} ${id}`))
  const before = new Set([
    ...(previous?.layout.segments ?? []).map(id => `segment ${id}`),
    ...(previous?.layout.segmentations ?? []).map(({ id }) => `segmentation ${id}`),
  ])
  const merged = data.merges.touchedSince(previous?.batch ?? 0)
  return ({ kind, definition, customer }, knownBefore) => {
    const key = `${kind} ${definition}`
    const reads = definitions.get(key)
    if (previous === undefined || !before.has(key)) return 'definition'
    if (reads === undefined) return carried.has(key) ? 'data' : 'definition'
    if (reads.changed) return 'definition'
    if (!knownBefore || merged.has(customer)) return 'data'
    const events = data.events.typesSince(customer, previous, context.asOf)
    const attributes = data.customers.setSince(customer, previous, context.asOf)
    const news = reads.events.some(id => events.has(id)) || reads.attributes.some(id => attributes.has(id))
    return news || previous.asOf === context.asOf ? 'data' : 'clock'
  }
}
