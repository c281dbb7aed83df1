import type { Value } from '@kindred/language'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { warehouseSchema } from '../pipeline/warehouse-schema.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import { readGivenValue } from '../profiles/ingest/read-given-value.ts'
import type { IngestItem } from '../records/live.ts'
import { liveDefinitions, withLiveSegments } from './live-definitions.ts'
import { batchStandings, liveStandings } from './live-oracle.ts'
import { describeLive, type LiveSuite } from './live-suite.ts'
import { event, LiveWorld, patch } from './live-world.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const start = Date.UTC(2026, 5, 1, 10)
const IDS = 12
const customers = ['anna', 'bob', "o'brien\\%", '😀'] as const
const versions = [
  liveDefinitions,
  withLiveSegments({ readers: { when: 'count(newsletter, 2d) >= 2' }, big: { when: 'spend_90d >= 300' } }),
  withLiveSegments({ big: { when: 'spend_90d >= 300' }, calling: { when: 'did(call, 45m)' } }),
]

type Command =
  | {
      readonly kind: 'event'
      readonly customer: string
      readonly name: string
      readonly id: string
      readonly ago: number
      readonly amount: number
      /** So many more, a day apart, in the same request. */
      readonly more: number
    }
  | {
      readonly kind: 'patch'
      readonly customer: string
      readonly country: string | null
      readonly ago: number
    }
  | { readonly kind: 'pass'; readonly millis: number }
  | { readonly kind: 'back'; readonly millis: number }
  | { readonly kind: 'kill' | 'drain' | 'look' }
  | { readonly kind: 'define'; readonly version: number }

/** Edges of the windows, a millisecond to either side, and instants to come. */
const ago = fc.oneof(
  fc.constantFrom(
    0,
    1,
    30 * minute,
    30 * minute - 1,
    hour,
    30 * day,
    90 * day,
    90 * day + 1,
    -5 * minute,
    -hour,
  ),
  fc.integer({ min: -hour, max: 100 * day }),
)
const millis = fc.oneof(
  fc.constantFrom(0, 1, minute, 29 * minute, hour, 12 * hour, 30 * day),
  fc.integer({ min: 0, max: 3 * day }),
)
const customer = fc.constantFrom(...customers)
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      customer,
      name: fc.constantFrom('purchase', 'visit', 'call', 'newsletter'),
      // Few, so that many come twice, some of them as another event.
      id: fc.constantFrom(...Array.from({ length: IDS }, (_, at) => `e${at}`)),
      ago,
      amount: fc.constantFrom(0.0001, 300, 499.9999, 1_000, -50),
      more: fc.constantFrom(0, 0, 1, 3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('patch' as const),
      customer,
      country: fc.constantFrom('CZ', 'SK', null),
      ago,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass' as const), millis }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('back' as const), millis: fc.constantFrom(1, hour) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'drain' as const, 'look' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('define' as const), version: fc.nat(versions.length - 1) }),
  },
)

/**
 * The law of live: after any interleaving of events, late ones, doubled ones, ones to come, attributes, clock steps,
 * other definitions and restarts, everybody stands where the batch says at that instant. The batch is asked of a
 * warehouse of its own, to which everything that was accepted went straight.
 */
export function liveLawSuite(suite: LiveLawSuite): void {
  const { open, openOracle, runs } = suite
  describeLive(suite, 'the law of live', () => {
    test('live membership is batch membership, after whatever has happened', async () => {
      const law = fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async commands => {
        const run = new LawRun(new LiveWorld(await open(), start), await openOracle())
        await run.begin()
        for (const each of commands) await run.carryOut(each)
        await run.expectEqual()
        expect((await run.world.live.parity()).examples).toEqual([])
        await run.world.live.close()
      })
      await fc.assert(law, { numRuns: runs })
    })
  })
}

export interface LiveLawSuite extends LiveSuite {
  /** A warehouse in memory, of its own. */
  openOracle(): Promise<Warehouse>
  readonly runs: number
}

class LawRun {
  readonly world: LiveWorld
  readonly #oracle: Warehouse
  #version = 0

  constructor(world: LiveWorld, oracle: Warehouse) {
    this.world = world
    this.#oracle = oracle
  }

  async begin(): Promise<void> {
    await this.#define(0)
    await this.world.start()
  }

  async carryOut(command: Command): Promise<void> {
    const { world } = this
    switch (command.kind) {
      case 'event':
        return this.#send(...this.#events(command))
      case 'patch':
        return this.#send(patch(command.customer, { country: command.country }, this.#instant(command.ago)))
      case 'pass':
        return world.pass(command.millis)
      case 'back':
        world.now -= command.millis
        return
      case 'kill':
        world.kill()
        return world.start()
      case 'drain':
        return world.live.drained()
      case 'look':
        return this.expectEqual()
      case 'define':
        await this.#define(command.version)
        return world.live.catchUp()
    }
  }

  /** Of one id under two names the warehouse knows which came first: it is asked before. */
  async expectEqual(): Promise<void> {
    const { live } = this.world
    await live.drained()
    const asOf = Math.max(this.world.now, ...(await this.#instants()))
    const definitions = versions[this.#version] ?? liveDefinitions
    const batch = await batchStandings(this.#oracle, definitions, asOf)
    expect(await liveStandings(this.world, customers)).toEqual(batch)
  }

  async #instants(): Promise<number[]> {
    const answers = await Promise.all(customers.map(id => this.world.live.answer(id)))
    return answers.flatMap(answer => (answer === undefined ? [] : [answer.asOf]))
  }

  async #define(version: number): Promise<void> {
    this.#version = version
    const definitions = versions[version] ?? liveDefinitions
    await this.world.define(definitions)
    await this.#oracle.declare(warehouseSchema(definitions))
  }

  /** The live clock does not step back: an instant is told from the latest it has had. */
  #instant(before: number): number {
    return this.world.now - before
  }

  #events({
    customer: id,
    name,
    id: eventId,
    ago: before,
    amount,
    more,
  }: EventCommand): readonly IngestItem[] {
    const properties = name === 'purchase' ? { amount } : {}
    return Array.from({ length: more + 1 }, (_, at) =>
      event(
        id,
        name,
        this.#instant(before + at * day),
        `e${(Number(eventId.slice(1)) + at) % IDS}`,
        properties,
      ),
    )
  }

  async #send(...items: readonly IngestItem[]): Promise<void> {
    for (const outcome of await this.world.send(...items))
      if (outcome.outcome === 'refused') throw new Error(outcome.says)
    for (const item of items) await this.#oracle.append(batchOf(item))
  }
}

type EventCommand = Extract<Command, { kind: 'event' }>

/** An item as the warehouse takes it: of two events with one id it keeps the first by itself. */
function batchOf(item: IngestItem): Parameters<Warehouse['append']>[0] {
  if (item.kind === 'customer') {
    const attributes = new Map([['country', readGivenValue('text', item.attributes.country, 'UTC')]])
    return { customers: [{ id: item.customer, since: item.since ?? 0, attributes }], events: [] }
  }
  const { id = '', customer: whose, event: name, at = 0 } = item
  const properties = new Map<string, Value>()
  for (const [key, given] of Object.entries(item.properties)) {
    const value = readGivenValue('money', given, 'UTC')
    if (value !== undefined) properties.set(key, value)
  }
  return { customers: [], events: [{ id, customer: whose, event: name, at, properties }] }
}
