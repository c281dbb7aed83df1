import { ClickHouseRecords } from '../clickhouse-records.ts'
import { startEmbedded } from '../embedded/embedded-server.ts'
import { Nodes } from '../nodes.ts'
import { numberedBatch } from './numbered-batch.ts'

/*
 * A process to be killed by a test: appends batch after batch to a warehouse of its own, from the first that is
 * missing on, and prints the pid of its server and then the number of each batch that was acknowledged.
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
for (let batch = Number(process.argv[3]); ; batch++) {
  await records.append(numberedBatch(batch))
  process.stdout.write(`${batch}\n`)
}
