import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ClickHouseRecords } from './clickhouse-records.ts'
import { startEmbedded } from './embedded/embedded-server.ts'
import { Nodes } from './nodes.ts'
import { customersOfBatch, eventsOfBatch, numberedBatch } from './testing/numbered-batch.ts'
import { testFolder } from './testing/test-server.ts'

const rounds = 6

test('killed at any instant, an append is there whole or not at all, and sent again it counts once', async () => {
  const folder = testFolder()
  let acknowledged = 0
  for (let round = 0; round < rounds; round++) {
    acknowledged = await writeUntilKilled(folder, acknowledged + 1, 37 * round)
  }
  await using server = await startEmbedded({ folder, memory: 1024 ** 3 })
  const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred', alone: true })
  const records = new ClickHouseRecords(nodes)
  await records.migrate()

  const batches = await batchesIn(nodes)
  expect(batches.filter(one => one.events !== eventsOfBatch || one.customers !== customersOfBatch)).toEqual(
    [],
  )
  expect(batches.length).toBeGreaterThanOrEqual(acknowledged)
  // Of the one that was being written at the last kill, nobody knows whether it was acknowledged.
  expect(batches.length).toBeLessThanOrEqual(acknowledged + 1)

  await records.append(numberedBatch(acknowledged))
  await records.append(numberedBatch(acknowledged + 1))
  const counts = await records.counts()
  expect(counts).toMatchObject({
    events: (acknowledged + 1) * eventsOfBatch,
    customers: (acknowledged + 1) * customersOfBatch,
  })
  const present = await nodes.first.rows({ sql: `SELECT count() FROM ${nodes.tables.customers} FINAL` })
  expect(Number(present[0]?.[0])).toBe(counts.customers)
  await nodes.close()
}, 60_000)

/** Kills writer and server together, some time after its first batch, and gives the last that was acknowledged. */
async function writeUntilKilled(folder: string, from: number, milliseconds: number): Promise<number> {
  const script = fileURLToPath(new URL('./testing/warehouse-writer.ts', import.meta.url))
  const writer = spawn(process.execPath, [script, folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: number[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    lines.push(Number(line))
    if (lines.length === 2) {
      setTimeout(() => {
        writer.kill('SIGKILL')
        killQuietly(lines[0] ?? 0)
      }, milliseconds)
    }
  }
  return lines.at(-1) ?? 0
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has noticed by itself that its parent has gone.
  }
}

async function batchesIn(nodes: Nodes) {
  const { events, customerChanges } = nodes.tables
  const sql = `SELECT step, sum(events), sum(customers) FROM (
    SELECT toUInt32(\`visit$step\`) AS step, 1 AS events, 0 AS customers FROM ${events}
    UNION ALL SELECT toUInt32(\`attribute$step\`), 0, 1 FROM ${customerChanges}) GROUP BY step ORDER BY step`
  const rows = await nodes.first.rows({ sql })
  return rows.map(([step, counted, customers]) => ({
    step,
    events: Number(counted),
    customers: Number(customers),
  }))
}
