import type { WarehouseSchema } from '../ports/warehouse.ts'
import type { Definitions } from '../records/definitions.ts'

/** What the warehouse has to have columns for. */
export function warehouseSchema({ attributes, events }: Definitions): WarehouseSchema {
  return {
    attributes: new Map(Object.entries(attributes).map(([name, { type }]) => [name, type])),
    events: new Map(
      Object.entries(events).map(([name, { properties }]) => [
        name,
        new Map(Object.entries(properties).map(([property, { type }]) => [property, type])),
      ]),
    ),
  }
}
