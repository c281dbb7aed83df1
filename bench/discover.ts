import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Nodes, startEmbedded } from '@kindred/stores/clickhouse'
import { workspacePaths } from '@kindred/stores/workspace'
import type { Benchmark, Figure } from './benchmark.ts'
import { type Discovered, type Listed, requireAssigned } from './discover/assigned.ts'
import { AS_OF, makeBuyers, makeFolder } from './discover/buyers.ts'
import { runWatched, type Watched } from './discover/watched-command.ts'

/** Ten million at scale 10. */
const CUSTOMERS = 1_000_000
/** What the command learns from when nothing else is said. */
const LEARN_FROM = 100_000
const MEMORY = '4 GB'
const gigabyte = 2 ** 30

export const benchmark: Benchmark = {
  claim:
    'kindred discover over everybody, learned from a sample and assigned in the warehouse: time and memory of both processes',
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
    try {
      return await runIn(folder, Math.round(CUSTOMERS * scale), note)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(
  folder: string,
  customers: number,
  note: (line: string) => void,
): Promise<readonly Figure[]> {
  await make(folder, customers, note)
  const run = async <Said>(id: string, ...words: string[]) => {
    const watched = await runWatched<Said>(folder, words)
    note(`${id}: ${sayWatched(watched)}`)
    return { id, watched }
  }
  const learnFrom = Math.round(Math.min(LEARN_FROM, customers / 10))
  const asked = ['--name', 'buyers', '--population', 'orders > 0', '--as-of', AS_OF]
  const found = [...asked, '--learn-from', String(learnFrom)]
  const features = 'orders,basket,outlet_share,electronics_share,office_share'
  await run('apply', 'apply')
  const first = await run('first refresh', 'refresh', '--as-of', AS_OF)
  const discovered = await run<Discovered>('discover', 'discover', ...found, '--features', features)
  const published = await run('publish', 'discover', 'publish', 'buyers', '--as', 'rules')
  await runWatched(folder, ['discover', 'publish', 'buyers', '--as', 'model', '--segmentation', 'exactly'])
  const again = await run('refresh with groups', 'refresh', '--as-of', AS_OF)
  const segments = await run<Listed>('segments', 'segments')
  requireAssigned(customers, discovered.watched.said, segments.watched.said)
  return [first, discovered, published, again].flatMap(({ id, watched }) => figuresOf(id, watched))
}

async function make(folder: string, customers: number, note: (line: string) => void): Promise<void> {
  const { warehouse } = workspacePaths(folder)
  await makeFolder(folder, warehouse, MEMORY)
  await using server = await startEmbedded({ folder: warehouse, memory: 4 * gigabyte })
  const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred' })
  const start = performance.now()
  await makeBuyers(nodes, customers)
  const [row] = await nodes.first.rows({ sql: `SELECT count() FROM ${nodes.tables.events}` })
  const seconds = (performance.now() - start) / 1000
  note(`${customers} customers and ${row?.[0]} purchases, made in ${seconds.toFixed(0)} s`)
  await nodes.close()
}

function sayWatched({ seconds, busy, process, warehouse }: Watched): string {
  return `${seconds.toFixed(1)} s, ${busy.toFixed(0)} s of processor time, ${inGigabytes(process)} GB and the warehouse ${inGigabytes(warehouse)} GB`
}

function inGigabytes(bytes: number): string {
  return (bytes / gigabyte).toFixed(2)
}

/** Memory has a goal: it is not to grow with the customers. */
function figuresOf(id: string, { seconds, busy, process, warehouse }: Watched): readonly Figure[] {
  return [
    { id, value: seconds, unit: 's' },
    { id: `${id}: processor time`, value: busy, unit: 's' },
    { id: `${id}: memory of the process`, value: process / gigabyte, unit: 'GB', goal: { atMost: 2 } },
    { id: `${id}: memory of the warehouse`, value: warehouse / gigabyte, unit: 'GB', goal: { atMost: 4 } },
  ]
}
