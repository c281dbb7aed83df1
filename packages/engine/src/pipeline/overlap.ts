import { EngineError } from '../errors.ts'
import { nameOf } from '../segments/evaluable.ts'
import { customersWithin, type Intersection, intersectionsOf } from '../segments/intersections.ts'
import { requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireSegment } from './find-definition.ts'

export interface Overlap {
  readonly asOf: number
  readonly refresh: number
  /** Everybody there was then. */
  readonly customers: number
  /** In none of them. */
  readonly outside: number
  readonly intersections: readonly Intersection[]
}

/**
 * How segments overlap, as the last refresh stored who is in them.
 *
 * @param segments - 1 to 16 of them; one named twice counts once.
 * @throws EngineError `segment_unknown`, `nothing_refreshed`, `not_in_refresh`.
 *
 * Cost: one pass over the stored memberships, about a word a customer and segment.
 */
export async function overlapOf(ports: EnginePorts, segments: readonly string[]): Promise<Overlap> {
  const asked = [...new Set(segments)]
  const { compiled } = await requireDefinitions(ports.catalog)
  // A broken one may be compared too: who was in it while it was sound is still stored.
  for (const id of asked) if (!compiled.segments.has(id)) requireSegment(compiled, id)
  const refresh = await ports.catalog.refreshes.current()
  if (refresh === undefined) throw new EngineError('nothing_refreshed', {})
  const { id, asOf, layout, customers } = refresh
  const missing = asked.find(each => !layout.segments.includes(each))
  if (missing !== undefined)
    throw new EngineError('not_in_refresh', { definition: nameOf({ kind: 'segment', id: missing }), id })
  const cells = await ports.warehouse.overlap({ refresh: id, layout, segments: asked })
  return {
    ...{ asOf, refresh: id, customers, outside: customers - customersWithin(cells) },
    intersections: intersectionsOf(asked, cells),
  }
}
