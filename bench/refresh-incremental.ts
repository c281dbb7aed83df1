import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import {
  applyDefinitions,
  type IngestItem,
  type Live,
  type LivePorts,
  openLive,
  refreshAll,
} from '@kindred/engine'
import {
  ClickHouseImports,
  ClickHouseWarehouse,
  Nodes,
  PopulationQueries,
  startEmbedded,
} from '@kindred/stores/clickhouse'
import { MemoryCatalog } from '@kindred/stores/memory'
import { openProfiles } from '@kindred/stores/profiles'
import type { Benchmark, Figure } from './benchmark.ts'
import { countRecords } from './live/counted-records.ts'
import { HandClock } from './live/hand-clock.ts'
import { customerOf, shopDefinitions, shopSchema } from './live/shop-workspace.ts'
import { median } from './race.ts'
import { cpuOf, quiet } from './refresh/cpu.ts'
import { makeShop, NOW } from './refresh/shop-data.ts'
import { between, type Random, seededRandom } from './seeded-random.ts'

const CUSTOMERS = 100_000
const SEGMENTS = 100
const ROUNDS = 3
const MINUTE = 60_000

/** What share of the customers has a new event, while so much time passes, and what it may cost of a full refresh. */
const steps = [
  { share: 0.001, millis: MINUTE, goal: 2 },
  { share: 0.01, millis: 5 * MINUTE, goal: 3 },
  { share: 0.19, millis: 30 * MINUTE, goal: 25 },
] as const

export const benchmark: Benchmark = {
  claim: `Keeping ${SEGMENTS} segments current for those who are touched, against a full refresh: processor time`,
  async run({ scale, note }) {
    const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-incremental-'))
    try {
      return await runIn(folder, Math.round(CUSTOMERS * scale), note)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

async function runIn(folder: string, customers: number, note: (line: string) => void): Promise<Figure[]> {
  // As a served live half does.
  setFlagsFromString('--no-parallel-scavenge')
  await using server = await startEmbedded({ folder: join(folder, 'warehouse') })
  const nodes = new Nodes({ nodes: [{ url: server.url, ...server.app }], database: 'kindred', alone: true })
  await makeShop(nodes, customers)
  note(`${customers} customers made`)
  const warehouse = new ClickHouseWarehouse({
    kind: 'embedded',
    nodes,
    imports: (at, journal) => new ClickHouseImports(at, journal),
    population: at => new PopulationQueries(at),
    stop: () => Promise.resolve(),
  })
  const kept = await openHalf(warehouse, join(folder, 'kept'), shopDefinitions(SEGMENTS))
  const bare = await openHalf(warehouse, join(folder, 'bare'), shopSchema())
  await refreshAll(kept.ports)
  note('profiles filled, and everything refreshed once')
  const figures = await measure({ kept, bare, customers, pid: server.pid, note })
  for (const half of [kept, bare]) await half.close()
  await nodes.close()
  return figures
}

/** A live half with a clock of its own. */
interface Half {
  readonly ports: LivePorts
  readonly live: Live
  readonly clock: HandClock
  written(): number
  close(): Promise<void>
}

async function openHalf(warehouse: LivePorts['warehouse'], folder: string, text: string): Promise<Half> {
  const clock = new HandClock(NOW)
  const { profiles, written } = countRecords(await openProfiles({ kind: 'embedded' }, { folder }))
  const ports: LivePorts = {
    warehouse,
    catalog: new MemoryCatalog(),
    profiles,
    clock: () => clock.now,
    timer: clock.timer,
    // What is measured is the refresh; the warehouse is told of the events afterwards, however many they are.
    limits: { deliveryDelay: 1e12, moveDelay: 1e12, stretchEntries: 1e12, longestSleep: 1e12 },
  }
  await applyDefinitions(ports, { files: [{ name: 'shop.yaml', text }], complete: true, author: 'bench' })
  const live = await openLive(ports)
  await live.catchUp()
  const close = async () => {
    await live.close()
    await profiles.close()
  }
  return { ports, live, clock, written, close }
}

interface Field {
  readonly kept: Half
  /** The same customers where nothing is defined: what it takes to take events in. */
  readonly bare: Half
  readonly customers: number
  /** Of the warehouse's engine. */
  readonly pid: number
  note(line: string): void
}

async function measure(field: Field): Promise<Figure[]> {
  const random = seededRandom(7)
  const figures: Figure[] = []
  // Code is compiled while it runs: the first round is nobody's.
  await oneStep(field, steps[2], random)
  for (const step of steps) {
    const [shares, beyond, touched, times]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let round = 1; round <= ROUNDS; round += 1) {
      const one = await oneStep(field, step, random)
      shares.push(one.touched / one.full)
      beyond.push((one.touched - one.takenIn) / one.full)
      touched.push(one.customers / field.customers)
      times.push(one.touched)
      field.note(
        `round ${round}: ${one.customers} customers in ${one.touched.toFixed(3)} s, their events alone in ${one.takenIn.toFixed(3)} s, all in ${one.full.toFixed(2)} s`,
      )
    }
    const name = `${step.share * 100} % with an event`
    figures.push(
      {
        id: `${name}: cost of a full refresh`,
        value: median(shares) * 100,
        unit: '%',
        goal: { atMost: step.goal },
      },
      { id: `${name}: the same, without taking the events in`, value: median(beyond) * 100, unit: '%' },
      { id: `${name}: touched, by time as well`, value: median(touched) * 100, unit: '%' },
      { id: `${name}: processor time`, value: median(times), unit: 's' },
    )
  }
  const { differences } = await field.kept.live.parity()
  return [
    ...figures,
    { id: 'members that differ from the full refresh', value: differences, unit: '', goal: { atMost: 0 } },
  ]
}

/** New events and the time that passes, taken in live; then the same by a full refresh at that instant. */
async function oneStep(
  { kept, bare, customers, pid, note }: Field,
  { share, millis }: (typeof steps)[number],
  random: Random,
): Promise<{
  readonly touched: number
  readonly takenIn: number
  readonly full: number
  readonly customers: number
}> {
  const events = newEvents(Math.round(customers * share), customers, kept.clock.now, random)
  kept.written()
  const takenIn = await cpuOfTaking(bare, events, millis)
  const touched = await cpuOfTaking(kept, events, millis)
  const count = kept.written()
  await kept.live.drained()
  note('delivered')
  await quiet(pid)
  const before = cpuOf(pid)
  const here = await cpuHere(() => refreshAll(kept.ports))
  return { touched, takenIn, full: here + cpuOf(pid) - before, customers: count }
}

function cpuOfTaking({ live, clock }: Half, events: readonly IngestItem[], millis: number): Promise<number> {
  clock.now += millis
  return cpuHere(async () => {
    for (let at = 0; at < events.length; at += 1000) await live.ingest(events.slice(at, at + 1000))
    await clock.ring(() => live.ingest([]))
  })
}

let made = 0
function newEvents(count: number, customers: number, at: number, random: Random): IngestItem[] {
  return Array.from({ length: count }, () => {
    made += 1
    return {
      kind: 'event',
      id: `bench-${made}`,
      customer: customerOf(between(random, 0, customers - 1)),
      event: 'purchase',
      at,
      properties: { amount: '12.30', category: 'category-3' },
    }
  })
}

async function cpuHere(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
