import { performance } from 'node:perf_hooks'
import { openProfiles } from '@kindred/stores/profiles'
import { workspacePaths } from '@kindred/stores/workspace'
import type { Figure } from '../benchmark.ts'
import { seededRandom } from '../seeded-random.ts'
import { customerOf } from './shop-workspace.ts'

const READS = 100_000

/** The store's share of it: records read one at a time, in random order, by nobody else. */
export async function storeRates(folder: string, customers: number): Promise<readonly Figure[]> {
  const profiles = await openProfiles({ kind: 'embedded' }, { folder: workspacePaths(folder).profiles })
  const random = seededRandom(9)
  let bytes = 0
  const start = performance.now()
  for (let read = 0; read < READS; read += 1) {
    const key = Buffer.from(customerOf(Math.floor(random() * customers)))
    const [value] = await profiles.read('records', [key])
    bytes += value?.length ?? 0
  }
  const seconds = (performance.now() - start) / 1000
  await profiles.close()
  return [
    { id: 'records read from the store', value: READS / seconds, unit: '/s' },
    { id: 'bytes of a record', value: bytes / READS, unit: 'bytes' },
  ]
}
