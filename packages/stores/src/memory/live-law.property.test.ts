import { liveLawSuite } from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'
import { MemoryProfiles } from './memory-profiles.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

liveLawSuite({
  name: 'stores in memory',
  runs: 100,
  open: () =>
    Promise.resolve({
      warehouse: new MemoryWarehouse(() => noImports),
      catalog: new MemoryCatalog(),
      profiles: new MemoryProfiles(),
    }),
  openOracle: () => Promise.resolve(new MemoryWarehouse(() => noImports)),
})
