import { warehouseSuite } from '@kindred/engine/testing'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

warehouseSuite({ name: 'memory', open: async () => new MemoryWarehouse(() => noImports) })
