import type { Profiles } from '../ports/profiles.ts'
import type { Delivery, WarehouseLive } from '../ports/warehouse-live.ts'
import { orderedNumber, readOrderedNumber } from '../profiles/bytes/ordered-number.ts'
import { decodeOutboxRow, isMerge, type OutboxEntry } from '../profiles/delivery/outbox-entry.ts'
import { type Recount, writeRecount } from '../profiles/delivery/recount.ts'
import { readSending, type Sending, writeSending } from '../profiles/delivery/sending.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LiveLimits, LiveTimer } from './live-ports.ts'
import { stateKeys } from './live-state-keys.ts'

/** Milliseconds until a delivery that failed is tried again: twice as long with each, up to a minute. */
const [FIRST_RETRY, LONGEST_RETRY] = [1_000, 60_000]

export interface OutboxSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly timer: LiveTimer
  readonly limits: LiveLimits
  /** Begins the ids of stretches: that of this store. */
  store(): string
  readonly warehouse: Pick<WarehouseLive, 'deliver' | 'merge' | 'unmerge'>
  /** Counts those again of whom the warehouse knew events that live may have counted. */
  recount(): Promise<void>
  /** One at a time with whatever reads the warehouse together with the outbox. */
  exclusively<T>(work: () => Promise<T>): Promise<T>
  trouble(error: unknown): void
}

interface Rows {
  readonly keys: readonly Uint8Array[]
  readonly entries: readonly OutboxEntry[]
  /** Numbers of the first and the last entry. */
  readonly first: number
  readonly last: number
}

/** What is sent at once, and the rows it lies in. */
interface Stretch extends Pick<Rows, 'keys' | 'entries'> {
  readonly sending: Sending
}

interface Drain {
  /** Entries before this number have to be gone. */
  readonly target: number
  resolve(): void
}

/** Carries what was accepted to the warehouse, stretch by stretch, each once. */
export class LiveOutbox {
  readonly #setting: OutboxSetting
  readonly #drains: Drain[] = []
  #running: Promise<void> | undefined
  #cancel: (() => void) | undefined
  #isClosed = false
  #isHurried = false
  /** Whether what it waits with could wait for longer than others. */
  #isPatient = false
  #failures = 0
  #failure: string | undefined
  /** Entries that are there. */
  #depth = 0

  constructor(setting: OutboxSetting) {
    this.#setting = setting
  }

  get depth(): number {
    return this.#depth
  }

  /** The last failure, if the last try failed. */
  get failure(): string | undefined {
    return this.#failure
  }

  async open(): Promise<void> {
    this.#depth = await this.entries()
    if (this.#depth > 0) this.#wake(0)
  }

  /** Entries were added: they wait for others for a moment, or for longer, if they are moves alone. */
  added(entries: number, areMoves: boolean): void {
    this.#depth += entries
    if (entries === 0 || this.#running !== undefined || this.#failures > 0) return
    const { limits } = this.#setting
    const isWaiting = this.#cancel !== undefined && (areMoves || !this.#isPatient)
    if (this.#depth >= limits.stretchEntries) this.#wake(0)
    else if (!isWaiting) {
      this.#wake(areMoves ? limits.moveDelay : limits.deliveryDelay)
      this.#isPatient = areMoves
    }
  }

  /** Looks how many entries there are, when some were taken out of it. */
  async recount(): Promise<void> {
    this.#depth = await this.entries()
  }

  /** Until the warehouse has everything accepted before the call. */
  drained(): Promise<void> {
    const target = this.#setting.loop.counters.outbox
    return new Promise(resolve => {
      this.#drains.push({ target, resolve })
      this.#wake(0)
    })
  }

  /** Milliseconds since the oldest entry was accepted. */
  async age(): Promise<number> {
    for await (const { value } of this.#setting.profiles.range('outbox', { limit: 1 }))
      return Math.max(0, this.#setting.loop.now() - (decodeOutboxRow(value)[0]?.acceptedAt ?? 0))
    return 0
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancel?.()
    await this.#running
  }

  #wake(millis: number): void {
    if (this.#isClosed) return
    if (this.#running !== undefined) {
      this.#isHurried = true
      return
    }
    this.#cancel?.()
    this.#cancel = undefined
    this.#isPatient = false
    if (millis === 0) this.#running = this.#run()
    else {
      this.#cancel = this.#setting.timer(() => {
        this.#cancel = undefined
        this.#wake(0)
      }, millis)
    }
  }

  async #run(): Promise<void> {
    this.#isHurried = false
    const isDone = await this.#sendAll()
    this.#running = undefined
    if (this.#isClosed) return
    if (!isDone) this.#wake(Math.min(FIRST_RETRY * 2 ** (this.#failures - 1), LONGEST_RETRY))
    else if (this.#isHurried || this.#depth > 0)
      this.#wake(this.#isHurried ? 0 : this.#setting.limits.deliveryDelay)
  }

  /** @returns false when a try failed. */
  async #sendAll(): Promise<boolean> {
    try {
      while (!this.#isClosed && (await this.#setting.exclusively(() => this.#sendNext())));
      return true
    } catch (error) {
      if (this.#isClosed) return true
      this.#failures += 1
      this.#failure = error instanceof Error ? error.message : String(error)
      this.#setting.trouble(error)
      return false
    }
  }

  #succeeded(): void {
    this.#failures = 0
    this.#failure = undefined
  }

  /** @returns Whether there may be more. */
  async #sendNext(): Promise<boolean> {
    await this.#setting.recount()
    const upTo = this.#setting.loop.counters.outbox
    const stretch = await this.#nextStretch()
    if (stretch === undefined) this.#succeeded()
    this.#resolveDrains(stretch?.sending.first ?? upTo)
    if (stretch === undefined) return false
    const recounted = await this.#send(stretch)
    await this.#remove(stretch, recounted)
    this.#succeeded()
    return true
  }

  /** @returns Customers of whom the warehouse knows something now that live does not. */
  async #send({ sending, entries }: Stretch): Promise<Recount> {
    const { warehouse } = this.#setting
    const [only] = entries
    if (only?.kind === 'merge') {
      await warehouse.merge(only.merge)
      return { customers: [only.merge.into], cause: 'merge' }
    }
    if (only?.kind === 'unmerge') {
      await warehouse.unmerge(only.merge)
      return { customers: [only.merge.from, only.merge.into], cause: 'merge' }
    }
    const delivery = deliveryOf(sending, entries)
    const { duplicateEvents } = await warehouse.deliver(delivery)
    const doubled = [...duplicateEvents, ...doubledWithin(delivery.events)]
    return { customers: [...new Set(doubled.map(each => each.customer))], cause: 'data' }
  }

  /** The stretch being sent when the process ended before, or else the next one, written down before it is sent. */
  async #nextStretch(): Promise<Stretch | undefined> {
    const { profiles, loop, store } = this.#setting
    const [bytes] = await profiles.read('state', [stateKeys.sending])
    const begun = bytes === undefined ? undefined : readSending(bytes)
    const { keys, entries, first, last } = await this.#nextRows(begun)
    if (begun !== undefined) return { sending: begun, keys, entries }
    if (entries.length === 0) return undefined
    const sending = { id: `${store()}:${first}-${last}`, first, last }
    const isOurs = await loop.submit({
      items: 0,
      run: async turn => {
        const [other] = await profiles.read('state', [stateKeys.sending])
        if (other === undefined) turn.put('state', stateKeys.sending, writeSending(sending))
        return other === undefined
      },
    })
    // Another process over the same store has begun meanwhile: what it sends we send with it.
    return isOurs ? { sending, keys, entries } : this.#nextStretch()
  }

  /** The rows of a stretch that was begun, or those that the next one is made of. */
  async #nextRows(begun: Sending | undefined): Promise<Rows> {
    const { profiles, limits } = this.#setting
    const [keys, entries]: [Uint8Array[], OutboxEntry[]] = [[], []]
    let [first, last, size] = [0, 0, 0]
    const range =
      begun === undefined ? {} : { from: orderedNumber(begun.first), to: orderedNumber(begun.last + 1) }
    for await (const { key, value } of profiles.range('outbox', range)) {
      const row = decodeOutboxRow(value)
      size += value.length
      const isTooMuch = size > limits.stretchBytes || entries.length + row.length > limits.stretchEntries
      const isAlone = [row[0], entries[0]].some(entry => entry !== undefined && isMerge(entry))
      if (begun === undefined && entries.length > 0 && (isTooMuch || isAlone)) break
      if (entries.length === 0) first = readOrderedNumber(key)
      last = readOrderedNumber(key) + row.length - 1
      keys.push(key)
      for (const entry of row) entries.push(entry)
    }
    return { keys, entries, first, last }
  }

  async #remove({ sending, keys }: Stretch, recount: Recount): Promise<void> {
    const { profiles, loop } = this.#setting
    await loop.submit({
      items: 0,
      run: async turn => {
        const [bytes] = await profiles.read('state', [stateKeys.sending])
        if (bytes !== undefined && readSending(bytes).id === sending.id)
          turn.put('state', stateKeys.sending, undefined)
        for (const key of keys) turn.put('outbox', key, undefined)
        if (recount.customers.length > 0) turn.put('state', stateKeys.recount, writeRecount(recount))
      },
    })
    this.#depth = await this.entries()
  }

  /** How many entries there are: their numbers have no gaps. */
  async entries(): Promise<number> {
    const { profiles, loop } = this.#setting
    for await (const { key } of profiles.range('outbox', { limit: 1 }))
      return Math.max(1, loop.counters.outbox - readOrderedNumber(key))
    return 0
  }

  #resolveDrains(upTo: number): void {
    for (const drain of this.#drains.splice(0)) {
      if (drain.target <= upTo) drain.resolve()
      else this.#drains.push(drain)
    }
  }
}

/** Events whose id another one of hers has in the same stretch: of these live may not have known one, and counted another. */
function doubledWithin(events: Delivery['events']): Delivery['events'] {
  const seen = new Set<string>()
  return events.filter(({ customer, id }) => {
    const key = JSON.stringify([customer, id])
    if (seen.has(key)) return true
    seen.add(key)
    return false
  })
}

function deliveryOf({ id }: Sending, entries: readonly OutboxEntry[]): Delivery {
  return {
    id,
    customers: entries.flatMap(entry => (entry.kind === 'customer' ? [entry.patch] : [])),
    events: entries.flatMap(entry => (entry.kind === 'event' ? [entry.event] : [])),
    transitions: entries.flatMap(entry => (entry.kind === 'transition' ? [entry.transition] : [])),
  }
}
