import type { Catalog, Warehouse } from '@kindred/engine'
import { ServerError } from '../errors.ts'

/** The two stores, and how messages call where they are. */
export interface PairOfStores {
  readonly warehouse: Warehouse
  readonly catalog: Catalog
}

/**
 * Makes sure that both stores belong to one workspace. Each has its id noted when it is first opened; one that has none
 * yet takes that of the other.
 *
 * @param newId - Another one with each call.
 * @throws ServerError `stores_not_paired` where they belong to different ones: definitions and refreshes of one company
 *   would be read over the customers of another.
 */
export async function pairStores({ warehouse, catalog }: PairOfStores, newId: () => string): Promise<void> {
  const [ofWarehouse, ofCatalog] = await Promise.all([warehouse.workspaces(), catalog.workspaces()])
  const found = [...new Set([...ofCatalog, ...ofWarehouse])]
  if (found.length > 1) throw await notPaired({ warehouse, catalog }, ofWarehouse, ofCatalog)
  // The catalog goes first, and is asked which id it kept: two processes that start together agree on it.
  if (ofCatalog.length === 0) await catalog.joinWorkspace(found[0] ?? newId())
  for (const id of await catalog.workspaces()) await warehouse.joinWorkspace(id)
}

async function notPaired(
  { warehouse, catalog }: PairOfStores,
  ofWarehouse: readonly string[],
  ofCatalog: readonly string[],
): Promise<ServerError> {
  const nodes = (await warehouse.health()).map(({ node }) => node)
  return new ServerError('stores_not_paired', {
    warehouse: nodes.join(', '),
    warehouseIds: ofWarehouse,
    catalog: (await catalog.health()).node,
    catalogIds: ofCatalog,
  })
}
