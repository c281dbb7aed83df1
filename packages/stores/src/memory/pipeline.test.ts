import { keptCutoffsSuite, pipelineSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

const memory = {
  name: 'stores in memory',
  open: () =>
    Promise.resolve({ warehouse: new MemoryWarehouse(() => noImports), catalog: new MemoryCatalog() }),
}
pipelineSuite(memory)
keptCutoffsSuite(memory)
