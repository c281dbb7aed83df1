import { describe } from 'vitest'
import type { Warehouse } from '../ports/warehouse.ts'
import { deliveryCases } from './live-delivery-cases.ts'
import { historyCases } from './live-history-cases.ts'
import { mergeCases } from './live-merge-cases.ts'
import { refusedMergeCases } from './live-refused-merge-cases.ts'

/** The part of a warehouse that this suite is about. */
export type WarehouseOfLive = Omit<Warehouse, 'kind' | 'imports' | 'health' | 'close'>

export interface WarehouseLiveSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfLive>
  /** Why what is refused, and ids of any text, are not tried here. */
  readonly skipRequests?: string
}

/** Deliveries, histories and merges: what every warehouse does alike for the live half. */
export function warehouseLiveSuite(suite: WarehouseLiveSuite): void {
  const { name, open } = suite
  describe(`${name}: live`, () => {
    deliveryCases(suite)
    historyCases(open)
    mergeCases(open)
    refusedMergeCases(suite)
  })
}
