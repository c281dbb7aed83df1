import type { Live } from '../pipeline/live.ts'
import type { LiveLimits, LiveTrouble } from '../pipeline/live-ports.ts'
import { openLive } from '../pipeline/open-live.ts'
import { warehouseSchema } from '../pipeline/warehouse-schema.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { Profiles } from '../ports/profiles.ts'
import type { Warehouse } from '../ports/warehouse.ts'
import type { Definitions } from '../records/definitions.ts'
import type { IngestItem, IngestOutcome } from '../records/live.ts'
import { busyProfiles } from './busy-profiles.ts'

/** The stores of one workspace. */
export interface LiveStores {
  readonly warehouse: Warehouse
  readonly catalog: Catalog
  readonly profiles: Profiles
}

interface Waiting {
  readonly at: number
  readonly run: () => void
}

/** What waits for a warehouse that is away may hold the store for as long. */
const MOST_ROUNDS = 10_000

/** A workspace whose clock and timers are moved by hand, and whose process can die between any two commits. */
export class LiveWorld {
  readonly stores: LiveStores
  readonly troubles: LiveTrouble[] = []
  now: number
  /** How many timers have gone off. */
  fired = 0
  readonly #limits: Partial<LiveLimits>
  #waiting: Waiting[] = []
  #live: Live | undefined
  #isBusy = (): boolean => false

  constructor(stores: LiveStores, now: number, limits: Partial<LiveLimits> = {}) {
    this.stores = stores
    this.now = now
    this.#limits = limits
  }

  get live(): Live {
    if (this.#live === undefined) throw new Error('nobody has opened it')
    return this.#live
  }

  /** Opens live, as a process that starts. */
  async start(profiles: Profiles = this.stores.profiles): Promise<void> {
    this.#waiting = []
    const busy = busyProfiles(profiles)
    this.#isBusy = busy.isBusy
    this.#live = await openLive({
      ...this.stores,
      profiles: busy.profiles,
      clock: () => this.now,
      timer: (run, millis) => this.#after(run, millis),
      // A clock that is moved by hand is not set otherwise.
      limits: { longestSleep: 1e12, ...this.#limits },
      onTrouble: trouble => void this.troubles.push(trouble),
    })
    await this.live.catchUp()
  }

  /** What a process that was killed leaves: its timers are gone, and nobody has said goodbye. */
  kill(): void {
    this.#waiting = []
    this.#live = undefined
  }

  async define(definitions: Definitions): Promise<void> {
    const { warehouse, catalog } = this.stores
    await warehouse.declare(warehouseSchema(definitions))
    const expected = (await catalog.definitions.current())?.version ?? 0
    await catalog.definitions.store({ definitions, author: 'test', at: this.now, expected })
  }

  /** Lets time pass, with every timer at its instant. */
  async pass(millis: number): Promise<void> {
    const until = this.now + millis
    for (;;) {
      const next = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#waiting = this.#waiting.filter(each => each !== next)
      this.now = Math.max(this.now, next.at)
      this.fired += 1
      next.run()
      await this.settle()
    }
    this.now = until
  }

  /** Until what timers have begun is through the loop, and the store has answered. */
  async settle(): Promise<void> {
    let quiet = 0
    for (let round = 0; quiet < 4 && round < MOST_ROUNDS; round += 1) {
      await this.#live?.ingest([])
      await new Promise(resolve => setImmediate(resolve))
      quiet = this.#isBusy() ? 0 : quiet + 1
    }
  }

  async send(...items: readonly IngestItem[]): Promise<readonly IngestOutcome[]> {
    return this.live.ingest(items)
  }

  /** The names of the segments she is in, and `segmentation:class`. */
  async standing(id: string): Promise<readonly string[]> {
    const { memberships } = await this.live.customer(id)
    return memberships.map(each => (each.kind === 'segment' ? each.id : `${each.id}:${each.class}`))
  }

  /** Every move so far, in words. */
  async moves(after = 0): Promise<readonly string[]> {
    const moves = await this.live.transitions({ after, limit: 1_000 })
    return moves.map(
      ({ customer, definition, from, to, cause, late }) =>
        `${customer} ${definition} ${from}>${to} ${cause}${late === true ? ' late' : ''}`,
    )
  }

  #after(run: () => void, millis: number): () => void {
    const waiting = { at: this.now + millis, run }
    this.#waiting.push(waiting)
    return () => {
      this.#waiting = this.#waiting.filter(each => each !== waiting)
    }
  }
}

export function event(
  customer: string,
  name: string,
  at?: number,
  id?: string,
  properties: Readonly<Record<string, unknown>> = {},
): IngestItem {
  return {
    kind: 'event',
    customer,
    event: name,
    properties,
    ...(at === undefined ? {} : { at }),
    ...(id === undefined ? {} : { id }),
  }
}

export function patch(
  customer: string,
  attributes: Readonly<Record<string, unknown>>,
  since?: number,
): IngestItem {
  return { kind: 'customer', customer, attributes, ...(since === undefined ? {} : { since }) }
}
