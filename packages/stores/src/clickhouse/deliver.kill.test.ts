import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ClickHouseRecords } from './clickhouse-records.ts'
import { startEmbedded } from './embedded/embedded-server.ts'
import { Nodes } from './nodes.ts'
import { customersOfBatch, eventsOfBatch } from './testing/numbered-batch.ts'
import { numberedMerge, numberedStretch } from './testing/numbered-stretch.ts'
import { testFolder } from './testing/test-server.ts'

const rounds = 6
const ever = Number.MAX_SAFE_INTEGER
const each = eventsOfBatch / customersOfBatch

test('killed at any instant, stretches and merges are there whole or not at all, and asked for again they count once', async () => {
  const folder = testFolder()
  let done = 0
  // The last that was done is asked for again each time: its answer may have been lost.
  for (let round = 0; round < rounds; round++) {
    done = await deliverUntilKilled(folder, Math.max(1, done), 53 * round)
  }
  await using server = await startEmbedded({ folder, memory: 1024 ** 3 })
  const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred', alone: true })
  const records = new ClickHouseRecords(nodes)
  await records.migrate()

  for (let number = 1; number <= done; number++)
    expect(await standing(records, number)).toEqual(whole(number))
  // Of the one that was under way at the last kill: nothing, the stretch alone, merged, or parted again.
  const begun = [
    [undefined, undefined],
    [each, each],
    [undefined, 2 * each],
  ]
  expect(begun).toContainEqual(await standing(records, done + 1))

  for (const number of [done, done + 1]) {
    await records.deliver(numberedStretch(number))
    const { isUndone, ...merge } = numberedMerge(number)
    await records.merge(merge)
    if (isUndone) await records.unmerge(merge)
    expect(await standing(records, number)).toEqual(whole(number))
  }
  const stretches = done + 1
  const merged = Math.floor(stretches / 2)
  const { events, customers } = await records.counts()
  expect([events, customers]).toEqual([stretches * eventsOfBatch, stretches * customersOfBatch - merged])
  expect(await seqsOf(records)).toEqual(
    Array.from({ length: stretches }, (_, at) =>
      numberedStretch(at + 1).transitions.map(({ seq }) => seq),
    ).flat(),
  )
  await nodes.close()
}, 240_000)

/** How many events each of the two customers has whom a number merges. */
async function standing(records: ClickHouseRecords, number: number): Promise<(number | undefined)[]> {
  const { from, into } = numberedMerge(number)
  const both = await Promise.all([from, into].map(id => records.customer(id, ever)))
  return both.map(found => found?.events.length)
}

function whole(number: number): (number | undefined)[] {
  return numberedMerge(number).isUndone ? [each, each] : [undefined, 2 * each]
}

async function seqsOf(records: ClickHouseRecords): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of records.liveTransitions({ limit: ever })) seqs.push(seq)
  return seqs
}

/** Kills writer and server together, some time after its first stretch, and gives the last number that was done. */
async function deliverUntilKilled(folder: string, from: number, milliseconds: number): Promise<number> {
  const script = fileURLToPath(new URL('./testing/delivery-writer.ts', import.meta.url))
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
