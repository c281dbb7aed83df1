import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KilledServer, startServer } from './testing/killed-server.ts'
import { runHere } from './testing/run-here.ts'

/** So many that everything together ends within half an hour; KINDRED_TEST_KILLS=100 is the whole trial. */
const KILLS = Number(process.env.KINDRED_TEST_KILLS ?? 5)
const SENDERS = 4
const CUSTOMERS = 16

/** An event sent until it was acknowledged: as a client would that wants it counted, and once. */
interface Sent {
  readonly id: string
  readonly customer: string
  readonly event: 'call'
  readonly at: string
  readonly properties: { readonly topic: 'load' }
}

let folder: string
/** By customer, the ids of all events that were acknowledged. */
const acknowledged = new Map<string, Set<string>>()
/** Sent and not answered: the server may or may not have them. */
const unanswered: Sent[] = []
const memories: number[] = []
let made = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kindred-kills-'))
  const { exitCode, stderr } = await runHere(['demo', folder, '--customers', '300', '--no-serve'])
  if (exitCode !== 0) throw new Error(stderr)
  const segment = `segments: { under_load: 'count(call where topic = "load", 30s) >= 3' }\n`
  writeFileSync(join(folder, 'load.yaml'), segment)
  const applied = await runHere(['-C', folder, 'apply'])
  if (applied.exitCode !== 0) throw new Error(applied.stderr + applied.stdout)
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function newEvents(): Sent[] {
  return Array.from({ length: randomInt(1, 30) }, () => {
    made += 1
    // Some come late, some of one instant.
    const at = new Date(Date.now() - (made % 5 === 0 ? randomInt(0, 90_000) : 0)).toISOString()
    return {
      id: `load-${made}`,
      customer: `load-${randomInt(CUSTOMERS)}`,
      event: 'call',
      at,
      properties: { topic: 'load' },
    }
  })
}

/** Sends one batch after another until the server is gone. */
async function sendUntilGone(client: Client): Promise<void> {
  for (;;) {
    const events = [...unanswered.splice(0, 200), ...newEvents()]
    try {
      const { outcomes } = await client.sendEvents({ events })
      for (const { index, outcome } of outcomes) {
        const sent = events[index]
        if (sent === undefined || outcome === 'refused') throw new Error(`event ${index} was ${outcome}`)
        const ids = acknowledged.get(sent.customer) ?? new Set()
        acknowledged.set(sent.customer, ids.add(sent.id))
      }
    } catch (error) {
      unanswered.push(...events)
      if (error instanceof Error && error.name === 'ApiError') return
      throw error
    }
  }
}

async function killUnderLoad(): Promise<void> {
  const server = await startServer(folder)
  const senders = Array.from({ length: SENDERS }, () => sendUntilGone(server.client))
  await pause(randomInt(0, 700))
  memories.push(server.memory())
  await server.kill()
  await Promise.all(senders)
}

describe('a server that is killed under load, again and again', { timeout: 1_500_000 }, () => {
  let server: KilledServer
  afterAll(() => server?.stop())

  test(`starts again after each of ${KILLS} kills`, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) await killUnderLoad()
    expect(acknowledged.size).toBeGreaterThan(0)
  })

  test('has every acknowledged event once, live and in the warehouse', async () => {
    server = await startServer(folder)
    for (let sent = unanswered.splice(0, 500); sent.length > 0; sent = unanswered.splice(0, 500)) {
      const { outcomes } = await server.client.sendEvents({ events: sent })
      for (const { index } of outcomes) {
        const { customer = '', id = '' } = sent[index] ?? {}
        acknowledged.set(customer, (acknowledged.get(customer) ?? new Set()).add(id))
      }
    }
    await drained(server.client)
    const now = new Date().toISOString()
    for (const [customer, ids] of acknowledged) {
      const live = await server.client.customer({ id: customer, events: 1000 })
      expect(live.live).toBe(true)
      const batch = await server.client.customer({ id: customer, events: 1000, as_of: now })
      expect({ customer, live: live.event_count, batch: batch.event_count }).toEqual({
        customer,
        live: ids.size,
        batch: ids.size,
      })
      for (const { last_events } of [live, batch])
        expect(last_events.filter(({ id }) => !ids.has(id))).toEqual([])
    }
  })

  test('agrees with the warehouse about everybody', async () => {
    const parity = await server.client.parity()
    expect(parity.examples).toEqual([])
    expect(parity).toMatchObject({ differences: 0 })
  })

  test('uses no more memory in the end than in the beginning', () => {
    const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[some.length >> 1] ?? 0
    const share = Math.max(1, memories.length >> 2)
    expect(middle(memories.slice(-share)) / middle(memories.slice(0, share))).toBeLessThan(1.5)
  })
})

async function drained(client: Client): Promise<void> {
  while ((await client.live()).outbox.depth > 0) await pause(50)
}
