import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { ReadRoom } from '@kindred/engine'
import { compileLive, type LiveProgram } from '@kindred/language'
import { openProfiles } from '@kindred/stores/profiles'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { type Contender, median, race } from '../race.ts'
import { seededRandom } from '../seeded-random.ts'
import { segmentsOverObjects, segmentsOverSharedFeatures } from './over-objects.ts'
import { makeHistory, NOW, type ShopEvent, subjectEvent } from './shop-events.ts'
import {
  makeSegments,
  type ShopSegment,
  shopDefinitions,
  shopFeatures,
  shopVocabulary,
} from './shop-features.ts'

const [CUSTOMERS, EVENTS, SEGMENTS] = [200, 200, 50]
/** Customers of one call to the store: a turn of the live loop takes together what is waiting. */
const READ_TOGETHER = 50

/** 200 events of a customer → 40 features → 50 segments, from the packed bytes and from lists of objects. */
export async function rawEventFigures({ scale, note }: BenchmarkOptions): Promise<readonly Figure[]> {
  const random = seededRandom(3)
  const segments = makeSegments(SEGMENTS, random)
  const histories = Array.from({ length: CUSTOMERS }, () => makeHistory(EVENTS, random))
  const program = compileLive(shopDefinitions(segments), shopVocabulary)
  const heads = histories.map(
    events => program.add(program.empty(), events.map(subjectEvent), NOW).history.head,
  )
  const members = requireSameSegments(program, heads, segments, histories)
  note(`from ${EVENTS} events: on average ${members.toFixed(1)} of ${SEGMENTS} segments hold`)
  const folder = await mkdtemp(join(tmpdir(), 'kindred-bench-'))
  const profiles = await openProfiles({ kind: 'embedded' }, { folder })
  try {
    const keys = heads.map((_, customer) => Uint8Array.of(customer >> 8, customer & 255))
    await profiles.commit({
      changes: heads.map((value, customer) => ({ space: 'records', key: keys[customer] ?? value, value })),
    })
    // As who is asked about is read: into the same memory each time.
    const room = new ReadRoom()
    const read = (from: number) => {
      room.clear()
      return profiles.read('records', keys.slice(from, from + READ_TOGETHER), room)
    }
    const rates = await race(contenders({ program, heads, segments, histories, read }), {
      turns: Math.ceil(150 * scale),
      note,
    })
    return figuresOf(rates, timesOf(program, heads))
  } finally {
    await profiles.close()
    await rm(folder, { recursive: true })
  }
}

function requireSameSegments(
  program: LiveProgram,
  heads: readonly Uint8Array[],
  segments: readonly ShopSegment[],
  histories: readonly (readonly ShopEvent[])[],
): number {
  let found = 0
  for (const [customer, head] of heads.entries()) {
    const mask = masksOf(program, head, NOW)
    const ours = program.segments.filter((_, bit) => ((mask[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0)
    const theirs = segmentsOverObjects(segments, histories[customer] ?? [], NOW)
    if (ours.join() !== theirs.join()) throw new Error(`Other segments than ours for customer ${customer}.`)
    found += ours.length
  }
  return found / heads.length
}

const attributes = new Map<string, never>()

function masksOf(program: LiveProgram, head: Uint8Array, asOf: number): Uint32Array {
  return program.evaluate({ id: '', attributes, history: program.decode(head) }, asOf).mask
}

interface Setting {
  readonly program: LiveProgram
  readonly heads: readonly Uint8Array[]
  readonly segments: readonly ShopSegment[]
  readonly histories: readonly (readonly ShopEvent[])[]
  readonly read: (from: number) => Promise<readonly (Uint8Array | undefined)[]>
}

function contenders({ program, heads, segments, histories, read }: Setting): readonly Contender[] {
  let turn = 0
  const next = (count: number): number => {
    turn = (turn + count) % CUSTOMERS
    return Math.min(turn, CUSTOMERS - count)
  }
  const each = (count: number, evaluate: (customer: number) => unknown) => () => {
    const from = next(count)
    for (let customer = from; customer < from + count; customer += 1) evaluate(customer)
    return count
  }
  return [
    {
      name: 'packed',
      burst: each(CUSTOMERS, customer => masksOf(program, heads[customer] ?? new Uint8Array(), NOW + turn)),
    },
    {
      name: 'packed, read from LMDB',
      async burst() {
        for (let from = 0; from < CUSTOMERS; from += READ_TOGETHER)
          for (const head of await read(from)) if (head !== undefined) masksOf(program, head, NOW + turn)
        return CUSTOMERS
      },
    },
    {
      name: 'objects',
      burst: each(25, customer => segmentsOverObjects(segments, histories[customer] ?? [], NOW + turn)),
    },
    {
      name: 'objects, features shared',
      burst: each(50, customer =>
        segmentsOverSharedFeatures(shopFeatures, segments, histories[customer] ?? [], NOW + turn),
      ),
    },
  ]
}

/** How long single evaluations take, microseconds, sorted. */
function timesOf(program: LiveProgram, heads: readonly Uint8Array[]): Float64Array {
  const times = new Float64Array(20_000)
  for (let index = 0; index < times.length; index += 1) {
    const head = heads[index % heads.length]
    const start = performance.now()
    if (head !== undefined) masksOf(program, head, NOW + index)
    times[index] = (performance.now() - start) * 1_000
  }
  return times.sort()
}

function figuresOf(rates: ReadonlyMap<string, readonly number[]>, times: Float64Array): readonly Figure[] {
  const ratio = (faster: string, slower: string): number => {
    const slow = rates.get(slower) ?? []
    return median((rates.get(faster) ?? []).map((rate, turn) => rate / (slow[turn] ?? Number.NaN)))
  }
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN
  return [
    { id: '200 events, objects', value: ratio('packed', 'objects'), unit: 'x', goal: { atLeast: 20 } },
    {
      id: '200 events, objects with features shared',
      value: ratio('packed', 'objects, features shared'),
      unit: 'x',
    },
    {
      id: '200 events, with the read from LMDB',
      value: ratio('packed', 'packed, read from LMDB'),
      unit: 'x',
      goal: { atMost: 1.5 },
    },
    { id: '200 events, p99', value: p99, unit: 'µs', goal: { atMost: 10 } },
    { id: '200 events, customers', value: median(rates.get('packed') ?? []), unit: '/s' },
  ]
}
