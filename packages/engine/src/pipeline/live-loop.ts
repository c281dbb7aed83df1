import { EngineError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Profiles } from '../ports/profiles.ts'
import { recordKey } from '../profiles/record/record-key.ts'
import { decodeCounters, type LiveCounters, noCounters } from '../profiles/state/live-counters.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import { stateKeys } from './live-state-keys.ts'
import { LiveTurn } from './live-turn.ts'

/** A piece of work that goes into a commit with others. It may be done again, on another turn: until then nothing counts. */
export interface LiveWork<T> {
  /** How many items it counts for among those that go together. */
  readonly items: number
  /** Customers whose records it will want. */
  readonly customers?: readonly string[]
  /** It goes into a commit of its own: it looks at what has been committed before. */
  readonly isAlone?: boolean
  run(turn: LiveTurn): Promise<T>
}

interface Waiting {
  readonly work: LiveWork<unknown>
  resolve(result: unknown): void
  reject(error: unknown): void
}

export interface LoopSetting {
  readonly profiles: Profiles
  readonly clock: Clock
  readonly turnItems: number
  inForce(): ProgramInForce
  isFilledUpTo(id: string): boolean
  /** Lets pass whoever else waits for this thread. */
  breathe(): Promise<void>
  /** Called after each commit. */
  committed(turn: LiveTurn): void
}

/** Of so many tries another process has always been quicker. */
const MOST_TRIES = 200

/**
 * The one place where anything is changed: takes all that is waiting, does it in order, commits it together, and then
 * tells everybody. A piece of work that fails fails alone.
 */
export class LiveLoop {
  readonly #setting: LoopSetting
  readonly #queue: Waiting[] = []
  #waitingItems = 0
  #running: Promise<void> | undefined
  #counters: LiveCounters = noCounters
  #countersBytes: Uint8Array | undefined
  #isFresh = false
  #isClosed = false

  constructor(setting: LoopSetting) {
    this.#setting = setting
  }

  get counters(): LiveCounters {
    return this.#counters
  }

  get waitingItems(): number {
    return this.#waitingItems
  }

  /** The instant it is: the clock's, or the latest used before when the clock steps back. */
  now(): number {
    return Math.max(this.#setting.clock(), this.#counters.instant)
  }

  async open(): Promise<void> {
    await this.#readCounters()
  }

  /** Does a piece of work in one of the next commits; resolves when it is durable. */
  submit<T>(work: LiveWork<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new EngineError('live_closed', {}))
    return new Promise<T>((resolve, reject) => {
      // One queue of works of every kind: what each gives goes to whoever gave it.
      let result: { readonly value: T } | undefined
      const own: LiveWork<void> = {
        ...work,
        run: async turn => {
          result = { value: await work.run(turn) }
        },
      }
      const done = () => {
        if (result !== undefined) resolve(result.value)
      }
      this.#queue.push({ work: own, resolve: done, reject })
      this.#waitingItems += work.items
      this.#running ??= this.#drive()
    })
  }

  /** Takes nothing more; what is waiting is done. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#running
  }

  async #drive(): Promise<void> {
    // What is asked for in the same breath goes together.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const together = this.#next()
      await this.#do(together)
      for (const { work } of together) this.#waitingItems -= work.items
    }
    this.#running = undefined
  }

  #next(): Waiting[] {
    let items = 0
    let count = 0
    for (const { work } of this.#queue) {
      items += work.items
      if (count > 0 && (items > this.#setting.turnItems || work.isAlone === true)) break
      count += 1
      if (work.isAlone === true) break
    }
    return this.#queue.splice(0, count)
  }

  async #do(together: readonly Waiting[]): Promise<void> {
    const turn = await this.#attempt(together)
    if (turn === undefined) return
    turn.committed()
    this.#setting.committed(turn)
    for (const { resolve } of together) resolve(undefined)
  }

  /** The turn, committed; `undefined` when everybody has been told already. */
  async #attempt(together: readonly Waiting[]): Promise<LiveTurn | undefined> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      let turn: LiveTurn
      try {
        turn = await this.#prepared(together)
      } catch (error) {
        await this.#apart(together, error)
        return undefined
      }
      try {
        if (await this.#commit(turn)) return turn
      } catch (error) {
        // It may have been written or not: the store knows.
        this.#isFresh = false
        for (const { reject } of together) reject(error)
        return undefined
      }
    }
    const error = new Error('other processes write to the profile store all the time')
    for (const { reject } of together) reject(error)
    return undefined
  }

  async #prepared(together: readonly Waiting[]): Promise<LiveTurn> {
    if (!this.#isFresh) await this.#readCounters()
    const { profiles, inForce, isFilledUpTo, breathe } = this.#setting
    const turn = new LiveTurn({
      profiles,
      inForce: inForce(),
      now: this.now(),
      counters: this.#counters,
      countersBytes: this.#countersBytes,
      isFilledUpTo,
      breathe,
    })
    await turn.load(together.flatMap(({ work }) => (work.customers ?? []).map(recordKey)))
    for (const { work } of together) await work.run(turn)
    await turn.noteIdentities()
    return turn
  }

  /** When a turn fails before it is committed, each of its works is tried alone. */
  async #apart(together: readonly Waiting[], error: unknown): Promise<void> {
    if (together.length === 1) for (const { reject } of together) reject(error)
    else for (const one of together) await this.#do([one])
  }

  async #commit(turn: LiveTurn): Promise<boolean> {
    const changes = await turn.finish()
    if (changes === undefined) return true
    const isDone = await this.#setting.profiles.commit(changes)
    if (!isDone) {
      this.#isFresh = false
      return false
    }
    this.#counters = { ...turn.counters, instant: turn.now }
    this.#countersBytes = changes.changes.findLast(
      ({ space, key }) => space === 'state' && key === stateKeys.counters,
    )?.value
    return true
  }

  async #readCounters(): Promise<void> {
    const [bytes] = await this.#setting.profiles.read('state', [stateKeys.counters])
    this.#countersBytes = bytes
    this.#counters = bytes === undefined ? noCounters : decodeCounters(bytes)
    this.#isFresh = true
  }
}
