import { ClickHouseRecords } from '../clickhouse-records.ts'
import { startEmbedded } from '../embedded/embedded-server.ts'
import { Nodes } from '../nodes.ts'
import { numberedMerge, numberedStretch } from './numbered-stretch.ts'

/*
 * A process to be killed by a test: delivers stretch after stretch to a warehouse of its own, from the number it is given
 * on, and merges two customers of each and parts them again; prints the pid of its server, then each number that is done.
 */
const server = await startEmbedded({ folder: process.argv[2] ?? '', memory: 1024 ** 3 })
const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred', alone: true })
const records = new ClickHouseRecords(nodes)
await records.migrate()
await records.declare({
  attributes: new Map([['step', 'number']]),
  events: new Map([['visit', new Map([['step', 'number' as const]])]]),
})
process.stdout.write(`${server.pid}\n`)
for (let number = Number(process.argv[3]); ; number++) {
  await records.deliver(numberedStretch(number))
  const { isUndone, ...merge } = numberedMerge(number)
  await records.merge(merge)
  if (isUndone) await records.unmerge(merge)
  process.stdout.write(`${number}\n`)
}
