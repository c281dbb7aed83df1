import { nearestName } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { Discovery } from '../records/discovery.ts'

const MANY = 1_000

/** A round that is stored; the newest when none is named. @throws EngineError `discovery_unknown`. */
export async function requireDiscovery(
  { discoveries }: Catalog,
  id: string,
  round?: number,
): Promise<Discovery> {
  const found = await discoveries.get(id, round)
  if (found !== undefined) return found
  const known = (await discoveries.list(MANY)).map(each => each.id)
  const isThere = known.includes(id)
  const nearest = isThere ? undefined : nearestName(id, known)
  throw new EngineError('discovery_unknown', { id, round: isThere ? round : undefined, nearest })
}
