import {
  erasureSuite,
  type LiveSuite,
  liveIdentitySuite,
  liveKillSuite,
  liveSuite,
} from '@kindred/engine/testing'
import { MemoryCatalog } from './memory-catalog.ts'
import { MemoryProfiles } from './memory-profiles.ts'
import { MemoryWarehouse } from './memory-warehouse.ts'
import { noImports } from './testing/no-imports.ts'

const suite: LiveSuite = {
  name: 'stores in memory',
  open: () =>
    Promise.resolve({
      warehouse: new MemoryWarehouse(() => noImports),
      catalog: new MemoryCatalog(),
      profiles: new MemoryProfiles(),
    }),
}
liveSuite(suite)
liveKillSuite(suite)
liveIdentitySuite(suite)
erasureSuite({ ...suite, killed: true })
