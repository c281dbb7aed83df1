import type { Profiles } from '@kindred/engine'
import {
  erasureSuite,
  type LiveSuite,
  liveIdentitySuite,
  liveLawSuite,
  liveSuite,
} from '@kindred/engine/testing'
import { afterAll } from 'vitest'
import { MemoryCatalog } from '../memory/memory-catalog.ts'
import { MemoryWarehouse } from '../memory/memory-warehouse.ts'
import { noImports } from '../memory/testing/no-imports.ts'
import { openRedisProfiles } from './open-redis-profiles.ts'
import { removeKeys, testServer } from './testing/test-server.ts'

const server = await testServer()
const run = `kindred-live-${process.pid}-${Date.now()}`
const opened: Profiles[] = []

afterAll(async () => {
  for (const profiles of opened) await profiles.close()
  if (server.url !== undefined) await removeKeys(`{${run}`)
})

const suite: LiveSuite = {
  name: 'profiles on a Redis server',
  open: () => {
    const prefix = `${run}-${opened.length}`
    const profiles = openRedisProfiles({ url: server.url ?? '', prefix })
    opened.push(profiles)
    const warehouse = new MemoryWarehouse(() => noImports)
    return Promise.resolve({ warehouse, catalog: new MemoryCatalog(), profiles })
  },
  ...(server.reason !== undefined && { skip: server.reason }),
}
liveSuite(suite)
liveIdentitySuite(suite)
erasureSuite(suite)
// A commit goes over the network: fewer runs than in memory, of the same law.
liveLawSuite({
  ...suite,
  runs: 15,
  openOracle: () => Promise.resolve(new MemoryWarehouse(() => noImports)),
})
