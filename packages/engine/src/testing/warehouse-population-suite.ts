import { describe } from 'vitest'
import type { PairedStore } from '../ports/paired-store.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { WarehouseLive } from '../ports/warehouse-live.ts'
import type { WarehousePrivacy } from '../ports/warehouse-privacy.ts'
import { cutoffCases } from './population-cutoff-cases.ts'
import { queryCases } from './population-query-cases.ts'
import { refreshCases } from './population-refresh-cases.ts'
import { tableCases } from './population-table-cases.ts'

/** The part of a warehouse that this suite is about. */
export type WarehouseOfPopulation = Omit<
  Warehouse,
  | 'kind'
  | 'imports'
  | 'health'
  | 'migrate'
  | 'close'
  | 'counts'
  | 'customer'
  | 'findCustomers'
  | keyof WarehouseLive
  | keyof WarehousePrivacy
  | keyof PairedStore
>

export interface WarehousePopulationSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfPopulation>
  /** Why what is found out of each customer's own rows is not tried here. */
  readonly skipOwnRows?: string
}

/** Questions about everybody, and refreshes: what every warehouse answers alike. */
export function warehousePopulationSuite(suite: WarehousePopulationSuite): void {
  const { name, open } = suite
  describe(`${name}: population`, () => {
    queryCases(open)
    tableCases(open)
    cutoffCases(open)
    refreshCases(suite)
  })
}
