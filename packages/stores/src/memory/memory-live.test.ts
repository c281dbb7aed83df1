import { warehouseLiveSuite } from '@kindred/engine/testing'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

warehouseLiveSuite({ name: 'memory', open: async () => new MemoryWarehouse(() => noImports) })
