import { compareCodePoints } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { IngestItem, IngestOutcome, LiveTransition, MergeRecord } from '../records/live.ts'
import { requireEvaluable } from './find-definition.ts'
import type { Live, LiveCustomer, LiveExplanation, LiveStatus, LiveView, Parity } from './live.ts'
import { LiveErased } from './live-erased.ts'
import { LiveErasure } from './live-erasure.ts'
import { type FillProgress, LiveFilling } from './live-filling.ts'
import { LiveGate } from './live-gate.ts'
import { mergeByRule } from './live-identity-rules.ts'
import { ingestWork } from './live-ingest.ts'
import { LiveLoop } from './live-loop.ts'
import { LiveMerges, type MergeRequest } from './live-merges.ts'
import { LiveOutbox } from './live-outbox.ts'
import { LiveParity } from './live-parity.ts'
import { type LiveLimits, type LivePorts, type LiveTrouble, liveLimits } from './live-ports.ts'
import { LivePrograms } from './live-programs.ts'
import { LiveReads } from './live-reads.ts'
import { LiveRecordReads } from './live-record-reads.ts'
import { oldestTransition, readTransitions, sweep } from './live-sweep.ts'
import { LiveTimers } from './live-timers.ts'
import type { LiveTurn } from './live-turn.ts'
import { definitionsInForce, explainedBy, liveCustomerOf, viewOf } from './live-view.ts'
import { walkRecords } from './live-walk.ts'

/** Milliseconds between two looks for what is too old to be kept, and at the room that is left. */
const [SWEEP_EVERY, ROOM_EVERY] = [60_000, 5_000]
/** Milliseconds until catching up is tried again: twice as long with each failure, up to a minute. */
const [FIRST_RETRY, LONGEST_RETRY] = [1_000, 60_000]

/**
 * Opens the live half of a workspace over its stores, where the process before left it. What was accepted is delivered,
 * what was due meanwhile is made up for, and definitions and imports that are new are taken in, behind the scenes.
 *
 * @throws EngineError `profile_format_newer`, `profile_not_readable`; what the stores throw when they cannot be reached.
 *
 * @example
 * const live = await openLive({ warehouse, catalog, profiles, clock: Date.now, timer })
 * await live.ingest([{ kind: 'event', customer: 'anna', event: 'visit', properties: {} }])
 */
export async function openLive(ports: LivePorts): Promise<Live> {
  const live = new OpenLive(ports)
  await live.open()
  return live
}

class OpenLive implements Live {
  readonly #ports: LivePorts
  readonly #limits: LiveLimits
  readonly #newId: () => string
  readonly #loop: LiveLoop
  readonly #programs: LivePrograms
  readonly #filling: LiveFilling
  readonly #reads: LiveReads
  readonly #merges: LiveMerges
  readonly #outbox: LiveOutbox
  readonly #timers: LiveTimers
  readonly #erased: LiveErased
  readonly #erasure: LiveErasure
  /** Closed while live and batch are compared. */
  readonly #ingestGate = new LiveGate()
  /** Deliveries and fillings go one at a time. */
  readonly #warehouseGate = new LiveGate()
  readonly #catchUpGate = new LiveGate()
  readonly #rulesGate = new LiveGate()
  readonly #listeners = new Set<() => void>()
  #cancelRetry: (() => void) | undefined
  #sweptAt = 0
  #room: { readonly at: number; readonly bytes: number | undefined } | undefined
  #isClosed = false

  constructor(ports: LivePorts) {
    this.#ports = ports
    const { profiles, clock, timer, warehouse } = ports
    this.#limits = { ...liveLimits, ...ports.limits }
    this.#newId = ports.newId ?? (() => globalThis.crypto.randomUUID())
    this.#programs = new LivePrograms(ports)
    const programs = this.#programs
    const limits = this.#limits
    const soon = ports.soon ?? queueMicrotask
    this.#loop = new LiveLoop({
      profiles,
      clock,
      turnItems: limits.turnItems,
      inForce: () => programs.inForce,
      isFilledUpTo: id => programs.isFilledUpTo(id, compareCodePoints),
      breathe: () => new Promise(resolve => soon(resolve)),
      committed: turn => this.#committed(turn),
    })
    const loop = this.#loop
    const exclusively = <T>(work: () => Promise<T>) => this.#warehouseGate.hold(work)
    const erased = new LiveErased(profiles)
    this.#erased = erased
    this.#filling = new LiveFilling({ ports, loop, programs, limits, exclusively, erased })
    const records = new LiveRecordReads(profiles, soon)
    this.#reads = new LiveReads({ profiles, records, loop, programs, filling: this.#filling })
    this.#merges = new LiveMerges({ profiles, loop, programs, erased })
    this.#outbox = new LiveOutbox({
      profiles,
      loop,
      timer,
      limits,
      exclusively,
      store: () => programs.course.store,
      warehouse,
      recount: () => this.#filling.recount(),
      trouble: error => this.#trouble('delivery', error),
    })
    const recountOutbox = () => this.#outbox.recount()
    this.#erasure = new LiveErasure({ profiles, loop, erased, exclusively, recountOutbox })
    this.#timers = new LiveTimers({
      profiles,
      loop,
      clock,
      timer,
      longestSleep: limits.longestSleep,
      trouble: error => this.#trouble('timers', error),
    })
  }

  async open(): Promise<void> {
    await this.#loop.open()
    await this.#programs.open(this.#newId)
    await this.#erased.open(this.#ports.catalog, this.#loop)
    await this.#outbox.open()
    await this.#timers.open()
    await this.#bringUp(1)
  }

  async ingest(items: readonly IngestItem[], key?: string): Promise<readonly IngestOutcome[]> {
    await this.#ingestGate.pass()
    await this.#requireRoom(items.length)
    const request = ingestWork(
      { items, key },
      {
        profiles: this.#ports.profiles,
        newId: this.#newId,
        erased: this.#erased,
      },
    )
    return this.#loop.submit(request)
  }

  customer(id: string): Promise<LiveCustomer> {
    return this.#reads.require(id, liveCustomerOf)
  }

  answer(id: string): Promise<LiveView | undefined> {
    return this.#reads.find(id, viewOf)
  }

  program(): ReturnType<Live['program']> {
    const { version, program } = this.#programs.inForce
    return { version, program }
  }

  async explain(id: string, definition?: string): Promise<readonly LiveExplanation[]> {
    const { current } = this.#programs.inForce
    const wanted =
      definition === undefined || current === undefined
        ? undefined
        : [requireEvaluable(current.compiled, definition)]
    return this.#reads.require(id, at =>
      explainedBy(at, wanted ?? definitionsInForce(at.inForce), { changes: wanted !== undefined }),
    )
  }

  transitions(query: Parameters<Live['transitions']>[0]): Promise<readonly LiveTransition[]> {
    return readTransitions(this.#ports.profiles, query)
  }

  onTransitions(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async newestTransition(): Promise<number> {
    return this.#loop.counters.transitions
  }

  oldestTransition(): Promise<number> {
    return oldestTransition(this.#ports.profiles, this.#loop.counters.transitions)
  }

  async alias(anonymous: string, customer: string): Promise<MergeRecord> {
    return this.merge({ from: anonymous, into: customer, by: 'alias' })
  }

  async merge(request: MergeRequest): Promise<MergeRecord> {
    await this.#ingestGate.pass()
    await this.#requireRoom(1)
    return this.#merges.merge(request)
  }

  async unmerge(id: number): Promise<MergeRecord> {
    await this.#ingestGate.pass()
    const undone = await this.#merges.unmerge(id)
    // Which of her is whose only the warehouse knows.
    await this.drained()
    return undone
  }

  merges(limit: number): Promise<readonly MergeRecord[]> {
    return this.#merges.list(limit)
  }

  identities(ids: readonly string[]): ReturnType<Live['identities']> {
    return this.#erasure.identities(ids)
  }

  held(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#erasure.held(ids)
  }

  erase(ids: readonly string[]): Promise<void> {
    return this.#erasure.erase(ids)
  }

  catchUp(progress: FillProgress = () => {}): Promise<void> {
    return this.#catchUpGate.hold(async () => {
      const { profiles } = this.#ports
      await this.#programs.switchIfChanged(this.#loop)
      await this.#filling.fill(progress)
      const walk = { profiles, loop: this.#loop, programs: this.#programs, chunk: this.#limits.chunk }
      await walkRecords(walk, progress)
      await this.#filling.takeIn()
      await this.#mergeByRule()
    })
  }

  async parity(progress: FillProgress = () => {}): Promise<Parity> {
    await this.catchUp()
    const loop = this.#loop
    const parity = new LiveParity({
      ports: this.#ports,
      loop,
      reads: this.#reads,
      inForce: this.#programs.inForce,
      chunk: this.#limits.compared,
      drained: () => this.drained(),
      quietly: work =>
        this.#ingestGate.hold(async () => {
          // What came in before is done first.
          await loop.submit({ items: 0, run: async () => {} })
          return work()
        }),
    })
    return parity.compare(progress)
  }

  drained(): Promise<void> {
    return this.#outbox.drained()
  }

  async status(): Promise<LiveStatus> {
    const { profiles } = this.#ports
    const { counters } = this.#loop
    const { failure } = this.#outbox
    const filling = this.#filling.progress
    const [customers, depth, timers, age] = await Promise.all([
      profiles.count('records'),
      this.#outbox.entries(),
      profiles.count('timers'),
      this.#outbox.age(),
    ])
    return {
      customers,
      definitionsVersion: this.#programs.inForce.version,
      ...(filling === undefined ? {} : { filling }),
      outbox: { depth, age, ...(failure === undefined ? {} : { failure }) },
      timers: { count: timers, dueAt: this.#timers.dueAt },
      accepted: {
        events: counters.events,
        customers: counters.customers,
        duplicates: counters.duplicates,
        refused: counters.refused,
      },
      transitions: counters.transitions,
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#cancelRetry?.()
    this.#timers.close()
    await this.#loop.close()
    await this.#outbox.close()
  }

  /** Before memory or disk runs out. */
  async #requireRoom(items: number): Promise<void> {
    const { waitingItems, outboxEntries, roomBytes } = this.#limits
    if (this.#loop.waitingItems > 0 && this.#loop.waitingItems + items > waitingItems)
      throw new EngineError('live_busy', { seconds: 1, what: 'too much is waiting to be taken in' })
    if (this.#outbox.depth >= outboxEntries)
      throw new EngineError('live_busy', { seconds: 10, what: 'the warehouse takes nothing at the moment' })
    const room = await this.#roomLeft()
    if (room !== undefined && room < roomBytes)
      throw new EngineError('live_busy', { seconds: 30, what: 'the profile store is nearly full' })
  }

  async #roomLeft(): Promise<number | undefined> {
    const now = this.#loop.now()
    if (this.#room === undefined || now >= this.#room.at + ROOM_EVERY)
      this.#room = { at: now, bytes: await this.#ports.profiles.room() }
    return this.#room.bytes
  }

  #committed(turn: LiveTurn): void {
    this.#outbox.added(turn.added, turn.hasMovesAlone)
    if (Number.isFinite(turn.earliestTimer)) this.#timers.noted(turn.earliestTimer)
    if (turn.hasDueMerges) this.#mergeByRule().catch(error => this.#trouble('merging', error))
    if (turn.hasMoves) for (const listener of this.#listeners) listener()
    if (turn.now >= this.#sweptAt + SWEEP_EVERY) {
      this.#sweptAt = turn.now
      this.#sweep().catch(error => this.#trouble('sweeping', error))
    }
  }

  /** One at a time; who asks while it is under way is told when it has been through once more. */
  #mergeByRule(): Promise<void> {
    const setting = { profiles: this.#ports.profiles, merges: this.#merges }
    return this.#rulesGate.hold(() => mergeByRule(setting))
  }

  async #sweep(): Promise<void> {
    const { profiles } = this.#ports
    while (await this.#loop.submit({ items: 0, run: turn => sweep(turn, profiles, this.#limits) }));
  }

  /** Takes in what is new, without keeping anybody waiting for more than the definitions. */
  async #bringUp(attempt: number): Promise<void> {
    try {
      await this.#catchUpGate.hold(() => this.#programs.switchIfChanged(this.#loop))
      this.catchUp().catch(error => this.#retry(error, attempt))
    } catch (error) {
      this.#retry(error, attempt)
    }
  }

  #retry(error: unknown, attempt: number): void {
    if (this.#isClosed) return
    this.#trouble('catching up', error)
    const wait = Math.min(FIRST_RETRY * 2 ** (attempt - 1), LONGEST_RETRY)
    this.#cancelRetry = this.#ports.timer(() => void this.#bringUp(attempt + 1), wait)
  }

  #trouble(where: LiveTrouble['in'], error: unknown): void {
    if (!this.#isClosed) this.#ports.onTrouble?.({ in: where, error })
  }
}
