import { modelSuite, treatmentSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

modelSuite({
  name: 'stores in memory',
  open: () =>
    Promise.resolve({ warehouse: new MemoryWarehouse(() => noImports), catalog: new MemoryCatalog() }),
})
treatmentSuite({
  name: 'stores in memory',
  open: () =>
    Promise.resolve({ warehouse: new MemoryWarehouse(() => noImports), catalog: new MemoryCatalog() }),
})
