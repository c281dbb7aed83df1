import { randomUUID } from 'node:crypto'
import type { Catalog, Warehouse } from '@kindred/engine'
import { openWarehouse } from '@kindred/stores/clickhouse'
import { openEmbeddedCatalog, openServerCatalog } from '@kindred/stores/postgres'
import type { CatalogAddress, WarehouseAddress, WorkspacePaths } from '@kindred/stores/workspace'
import { pairStores } from './pair-stores.ts'

/** The two stores as far as they could be opened, and what stood in the way. */
export interface OpenedStores {
  readonly warehouse?: Warehouse
  readonly catalog?: Catalog
  readonly failure?: unknown
}

export interface StoreAddresses {
  readonly warehouse: WarehouseAddress
  readonly catalog: CatalogAddress
}

/**
 * Opens both stores at once, brings them to their schema and sees that they belong to each other. What fails is
 * in the answer: doctor has to tell of it.
 */
export async function openStores(addresses: StoreAddresses, paths: WorkspacePaths): Promise<OpenedStores> {
  const [warehouse, catalog] = await Promise.allSettled([
    openWarehouse(addresses.warehouse, { folder: paths.warehouse }),
    openCatalog(addresses.catalog, paths),
  ])
  const opened = {
    ...(warehouse.status === 'fulfilled' ? { warehouse: warehouse.value } : {}),
    ...(catalog.status === 'fulfilled' ? { catalog: catalog.value } : {}),
  }
  if (warehouse.status === 'rejected') return { ...opened, failure: warehouse.reason }
  if (catalog.status === 'rejected') return { ...opened, failure: catalog.reason }
  try {
    await Promise.all([warehouse.value.migrate(), catalog.value.migrate()])
    await pairStores({ warehouse: warehouse.value, catalog: catalog.value }, randomUUID)
    return opened
  } catch (failure) {
    return { ...opened, failure }
  }
}

async function openCatalog(address: CatalogAddress, paths: WorkspacePaths): Promise<Catalog> {
  return address.kind === 'embedded'
    ? openEmbeddedCatalog({ folder: paths.catalog })
    : openServerCatalog({ url: address.url })
}
