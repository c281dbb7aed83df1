import type { WarehouseImports } from '@kindred/engine'
import { pipelineSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'

const refused = () => Promise.reject(new Error('these flows import no file'))
const noImports: WarehouseImports = { stage: refused, publish: refused, discard: refused }

pipelineSuite({
  name: 'stores in memory',
  open: () =>
    Promise.resolve({ warehouse: new MemoryWarehouse(() => noImports), catalog: new MemoryCatalog() }),
})
