import { compareCodePoints } from '@kindred/language'
import type { CustomerHistory, HistoriesQuery, HistoryEvents } from '../ports/warehouse-live.ts'
import { readRecount } from '../profiles/delivery/recount.ts'
import { type FillReason, fillCustomer, type Undelivered } from '../profiles/filling/fill-customer.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import type { LiveErased } from './live-erased.ts'
import { canonicalIds } from './live-identities.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LiveLimits, LivePorts } from './live-ports.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import type { LivePrograms } from './live-programs.ts'
import { stateKeys } from './live-state-keys.ts'
import type { LiveTurn } from './live-turn.ts'
import { LiveUndelivered } from './live-undelivered.ts'

/** Events that are read at once, however few customers have them. */
const MOST_EVENTS = 200_000

/** Chunks that are filled before anything is delivered again, and before others may read the warehouse with the outbox. */
const CHUNKS_TOGETHER = 4

type ChunkQuery = Pick<HistoriesQuery, 'after' | 'customers' | 'sinceBatch'>

/** Some histories, in order of id. */
interface Chunk {
  readonly histories: ReadonlyMap<string, CustomerHistory>
  /** Where to go on; undefined at the end. */
  readonly last: string | undefined
}

/** How far filling has come, and since which batch of the warehouse it goes on. */
interface Place {
  readonly after: string | undefined
  readonly fillBatch: number
  readonly outbox: LiveUndelivered
}

export interface FillingSetting {
  readonly ports: LivePorts
  readonly loop: LiveLoop
  readonly programs: LivePrograms
  readonly limits: LiveLimits
  /** Who was erased: what was read of her before is nobody's. */
  readonly erased: LiveErased
  /** One at a time with deliveries: what has been delivered is in the warehouse, everything else in the outbox. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
}

export type FillProgress = (done: number, of: number) => void

/** Makes records out of what the warehouse has: for a program that needs more, and where the warehouse has news. */
export class LiveFilling {
  readonly #setting: FillingSetting
  #progress: { readonly done: number; readonly of: number } | undefined

  constructor(setting: FillingSetting) {
    this.#setting = setting
  }

  get progress(): { readonly done: number; readonly of: number } | undefined {
    return this.#progress
  }

  /** Fills everybody whose record was packed for another program, going on where a process ended before. */
  async fill(progress: FillProgress): Promise<void> {
    const { ports, programs } = this.#setting
    if (programs.course.isFilled) return
    const of = (await ports.warehouse.counts()).customers
    const outbox = new LiveUndelivered(ports.profiles)
    let done = 0
    try {
      while (!programs.course.isFilled) {
        await this.#setting.exclusively(() =>
          this.#fillSome(outbox, filled => {
            done += filled
            this.#progress = { done, of: Math.max(done, of) }
            progress(done, Math.max(done, of))
          }),
        )
      }
    } finally {
      this.#progress = undefined
    }
  }

  /** Fills those again of whom something came to the warehouse by other ways than live. */
  async takeIn(): Promise<void> {
    const { ports, programs, loop } = this.#setting
    const batch = await ports.warehouse.batch()
    const { takenIn } = programs.course
    if (batch <= takenIn) return
    const outbox = new LiveUndelivered(ports.profiles)
    let after: string | undefined
    do {
      after = await this.#setting.exclusively(() => this.#takeInNext(takenIn, after, outbox))
    } while (after !== undefined)
    await loop.submit({
      items: 0,
      isAlone: true,
      run: async turn => programs.advance(turn, { takenIn: batch }),
    })
  }

  /** Fills those again of whom the warehouse knew events that live may have counted. Within `exclusively`. */
  async recount(): Promise<void> {
    const { ports, loop } = this.#setting
    const [bytes] = await ports.profiles.read('state', [stateKeys.recount])
    if (bytes === undefined) return
    const { customers, cause } = readRecount(bytes)
    const reason = cause === 'data' ? 'news' : 'merge'
    const { histories } = await this.#chunk({ customers }, customers.length)
    await loop.submit({
      items: 0,
      isAlone: true,
      customers,
      run: async turn => {
        const wanted = new Set(customers)
        const undelivered = await new LiveUndelivered(ports.profiles).of(id => wanted.has(id))
        for (const id of customers) await this.#fillOne(turn, id, histories.get(id), undelivered, reason)
        turn.put('state', stateKeys.recount, undefined)
      },
    })
  }

  /** One customer as she would be filled now; nothing is written. `undefined`: nobody knows her. */
  async lookUp(id: string): Promise<ReturnType<typeof fillCustomer> | undefined> {
    const { loop, programs, ports } = this.#setting
    return this.#setting.exclusively(async () => {
      const { histories } = await this.#chunk({ customers: [id] }, 1)
      return loop.submit({
        items: 0,
        isAlone: true,
        customers: [id],
        run: async turn => {
          const outbox = new LiveUndelivered(ports.profiles)
          const undelivered = (await outbox.of(each => each === id)).get(id) ?? nothing
          const history = histories.get(id)
          if (history === undefined && isNothing(undelivered)) return undefined
          const before = await turn.stored(recordKey(id))
          return fillCustomer({ id, before, history, undelivered }, programs.inForce, turn.now, 'program')
        },
      })
    })
  }

  /** Some chunks of those who are not filled yet: while one is taken in, the warehouse reads for the next. */
  async #fillSome(outbox: LiveUndelivered, filled: (customers: number) => void): Promise<void> {
    const { programs, limits, ports } = this.#setting
    const { fillBatch = await ports.warehouse.batch() } = programs.course
    let { filledUpTo: after } = programs.course
    const chunks = this.#chunks(after === undefined ? {} : { after }, limits.chunk)
    try {
      let next = chunks.next()
      for (let count = 1; count <= CHUNKS_TOGETHER; count += 1) {
        const { value: chunk } = await next
        if (chunk === undefined) return
        if (count < CHUNKS_TOGETHER) next = chunks.next()
        // Whoever waits for it is told; until then nobody has to be.
        next.catch(() => undefined)
        filled(await this.#fillChunk(chunk, { after, fillBatch, outbox }))
        after = chunk.last
      }
    } finally {
      await chunks.return(undefined)
    }
  }

  #fillChunk({ histories, last }: Chunk, { after, fillBatch, outbox }: Place): Promise<number> {
    const { loop, programs } = this.#setting
    const isIn = (id: string) =>
      (after === undefined || compareCodePoints(id, after) > 0) &&
      (last === undefined || compareCodePoints(id, last) <= 0)
    return loop.submit({
      items: 0,
      isAlone: true,
      customers: [...histories.keys()],
      run: async turn => {
        const undelivered = await outbox.of(isIn)
        const ids = new Set([...histories.keys(), ...undelivered.keys()])
        for (const id of ids) await this.#fillOne(turn, id, histories.get(id), undelivered, 'program')
        programs.advance(
          turn,
          last === undefined
            ? { isFilled: true, takenIn: Math.max(fillBatch, programs.course.takenIn) }
            : { filledUpTo: last, fillBatch },
        )
        return ids.size
      },
    })
  }

  async #takeInNext(
    sinceBatch: number,
    after: string | undefined,
    outbox: LiveUndelivered,
  ): Promise<string | undefined> {
    const { loop, limits } = this.#setting
    const query = { sinceBatch, ...(after === undefined ? {} : { after }) }
    const { histories, last } = await this.#chunk(query, limits.chunk)
    if (histories.size > 0) {
      await loop.submit({
        items: 0,
        isAlone: true,
        customers: [...histories.keys()],
        run: async turn => {
          const undelivered = await outbox.of(id => histories.has(id))
          for (const [id, history] of histories) await this.#fillOne(turn, id, history, undelivered, 'news')
        },
      })
    }
    return last
  }

  async #fillOne(
    turn: LiveTurn,
    id: string,
    history: CustomerHistory | undefined,
    undelivered: ReadonlyMap<string, Undelivered>,
    reason: FillReason,
  ): Promise<void> {
    const own = undelivered.get(id) ?? nothing
    if (history === undefined && isNothing(own)) return
    const key = recordKey(id)
    const stored = await turn.stored(key)
    if (stored?.mergedInto !== undefined && (await this.#canonical(id)) !== id) return
    if (stored === undefined && (await this.#setting.erased.among([id])).size > 0) return
    const isUsable = stored?.fill === turn.inForce.fill
    if (reason === 'program' && isUsable) return
    const before = isUsable ? (await turn.settled(key)).record : stored
    const why = reason === 'merge' ? reason : isUsable ? 'news' : before === undefined ? reason : 'program'
    const sources = { id, before, history, undelivered: own }
    await turn.replace(id, fillCustomer(sources, turn.inForce, turn.now, why))
  }

  /** The first of the chunks. */
  async #chunk(query: ChunkQuery, most: number): Promise<Chunk> {
    for await (const chunk of this.#chunks(query, most)) return chunk
    return { histories: new Map(), last: undefined }
  }

  /** Histories in order of id, some at a time; the last chunk, which may be empty, says so. Of customers who are named there is one. */
  async *#chunks(query: ChunkQuery, most: number): AsyncGenerator<Chunk, undefined> {
    const { ports, loop, programs } = this.#setting
    const asOf = loop.now()
    let histories = new Map<string, CustomerHistory>()
    let events = 0
    const wanted = wantedEvents(programs.inForce, asOf)
    for await (const history of ports.warehouse.histories({ ...query, asOf, events: wanted })) {
      histories.set(history.id, history)
      events += history.events.length
      if (query.customers !== undefined || (histories.size < most && events < MOST_EVENTS)) continue
      yield { histories, last: history.id }
      histories = new Map()
      events = 0
    }
    yield { histories, last: undefined }
    return undefined
  }

  async #canonical(id: string): Promise<string> {
    return (await canonicalIds(this.#setting.ports.profiles, [id])).get(id) ?? id
  }
}

const nothing: Undelivered = { events: [], patches: [] }

function isNothing({ events, patches }: Undelivered): boolean {
  return events.length + patches.length === 0
}

/** The events the program keeps, as far back as each can make a difference. */
function wantedEvents(
  { program, switchedAt }: ProgramInForce,
  asOf: number,
): ReadonlyMap<string, HistoryEvents> {
  const since = Math.min(asOf, switchedAt)
  return new Map(
    [...program.kept.events].map(([name, { properties, lasts }]) => [
      name,
      {
        properties: [...properties.keys()],
        ...(Number.isFinite(lasts) ? { from: since - lasts } : {}),
      },
    ]),
  )
}
