import type { Catalog } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { Warehouse } from '../ports/warehouse.ts'

/** What every flow asks of the world. */
export interface EnginePorts {
  readonly warehouse: Warehouse
  readonly catalog: Catalog
  readonly clock: Clock
}
