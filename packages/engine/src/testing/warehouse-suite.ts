import { beforeAll, describe, expect, test } from 'vitest'
import type { Warehouse } from '../ports/warehouse.ts'
import { joiningCases } from './joining-cases.ts'
import { readingCases } from './warehouse-reading-cases.ts'
import { appended, counted, ever, recordsSchema } from './warehouse-records.ts'
import { writingCases } from './warehouse-writing-cases.ts'

/** The part of a warehouse that this suite is about. */
export type WarehouseOfRecords = Pick<
  Warehouse,
  | 'health'
  | 'migrate'
  | 'workspaces'
  | 'joinWorkspace'
  | 'declare'
  | 'append'
  | 'batch'
  | 'counts'
  | 'customer'
  | 'findCustomers'
>

export interface WarehouseSuite {
  readonly name: string
  /** A new, empty warehouse, migrated. */
  open(): Promise<WarehouseOfRecords>
}

/** The warehouse of the moment: one for all cases of a suite. */
export type OpenRecords = () => WarehouseOfRecords

/** Schema, writing, one customer, counts and health: what every warehouse does alike. */
export function warehouseSuite({ name, open }: WarehouseSuite): void {
  describe(`${name}: customers and events`, () => {
    let warehouse: WarehouseOfRecords
    beforeAll(async () => {
      warehouse = await open()
      await warehouse.declare(recordsSchema)
    })

    test('a new warehouse is empty', async () => {
      expect(await warehouse.batch()).toBe(0)
      expect(await warehouse.counts()).toEqual(counted(0, {}))
      expect(await warehouse.customer('nobody', ever)).toBeUndefined()
      expect(await warehouse.findCustomers('', 10)).toEqual([])
    })

    test('an empty batch takes no number', async () => {
      expect(await warehouse.append({ customers: [], events: [] })).toEqual(appended(0, 0, 0))
      expect(await warehouse.batch()).toBe(0)
    })

    joiningCases(() => warehouse)
    writingCases(() => warehouse)
    readingCases(() => warehouse)

    test('every node is reachable and has nothing to complain of', async () => {
      const nodes = await warehouse.health()
      expect(nodes.length).toBeGreaterThan(0)
      for (const node of nodes) {
        expect(node).toMatchObject({ reachable: true })
        expect(node.problem).toBeUndefined()
      }
    })

    test('migrating again changes nothing', async () => {
      const before = await warehouse.counts()
      await warehouse.migrate()
      expect(await warehouse.counts()).toEqual(before)
    })
  })
}
