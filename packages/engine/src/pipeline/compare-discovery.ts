import { compareRounds } from '../discovery/compare/compare-rounds.ts'
import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { DiscoveryChange } from '../records/discovery.ts'
import { requireDiscovery } from './find-discovery.ts'

export interface ComparedDiscovery extends DiscoveryChange {
  readonly from: number
  readonly to: number
}

/**
 * What became of the groups of one round in another; of the last but one in the last, when none is named.
 *
 * @throws EngineError `discovery_unknown`, `nothing_to_compare`, `rounds_not_comparable`
 */
export async function compareDiscovery(
  catalog: Catalog,
  id: string,
  rounds: { readonly from?: number; readonly to?: number } = {},
): Promise<ComparedDiscovery> {
  const after = await requireDiscovery(catalog, id, rounds.to)
  const from = rounds.from ?? after.round - 1
  if (from < 1) throw new EngineError('nothing_to_compare', { id })
  const before = await requireDiscovery(catalog, id, from)
  return { ...compareRounds(before, after), from: before.round, to: after.round }
}
