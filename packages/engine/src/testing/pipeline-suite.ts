import { afterAll, beforeAll, describe } from 'vitest'
import type { Catalog } from '../ports/catalog.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import { customerCases } from './pipeline-customer-cases.ts'
import { failureCases } from './pipeline-failure-cases.ts'
import { pastCases } from './pipeline-past-cases.ts'
import { firstRefreshCases } from './pipeline-refresh-cases.ts'
import { upkeepCases } from './pipeline-upkeep-cases.ts'
import { PipelineWorld } from './pipeline-world.ts'
import { shopDefinitions } from './shop-definitions.ts'

export interface PipelineSuite {
  readonly name: string
  /** A new, empty pair of stores, migrated. */
  open(): Promise<{ readonly warehouse: Warehouse; readonly catalog: Catalog }>
}

/** The flows over real stores: refreshes that follow one another, and what is read in between and of the past. */
export function pipelineSuite({ name, open }: PipelineSuite): void {
  describe(`${name}: from definitions to answers`, () => {
    const world = new PipelineWorld()

    beforeAll(async () => {
      world.open(await open())
      const { attributes, events } = shopDefinitions
      await world.stores.warehouse.declare({
        attributes: new Map(Object.entries(attributes).map(([id, { type }]) => [id, type])),
        events: new Map(
          Object.entries(events).map(([id, { properties }]) => [
            id,
            new Map(Object.entries(properties).map(([property, { type }]) => [property, type])),
          ]),
        ),
      })
    })
    afterAll(async () => {
      await world.stores.warehouse.close()
      await world.stores.catalog.close()
    })

    // One story: each goes on from where those before it left the stores.
    firstRefreshCases(world)
    pastCases(world)
    failureCases(world)
    customerCases(world)
    upkeepCases(world)
  })
}
