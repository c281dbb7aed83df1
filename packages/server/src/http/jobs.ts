import { randomUUID } from 'node:crypto'
import type { Failure, RouteId } from '@kindred/api'
import type { AuditActor, Clock } from '@kindred/engine'
import { failureAnswer } from './failure-answer.ts'

/** A piece of long work: the call of one route that reports progress. */
export interface Job {
  readonly id: string
  readonly route: RouteId
  readonly by: AuditActor
  /** What it is about, such as `model:churn`; never a customer. */
  readonly about: readonly string[]
  readonly startedAt: number
  readonly endedAt?: number
  /** `stopped`: called off by somebody, or by the end of the server. */
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  /** The newest line. */
  readonly progress?: object
  /** What the route would have answered; kept where it was asked to go on alone. */
  readonly result?: unknown
  readonly failure?: { readonly status: number; readonly failure: Failure }
}

export interface Work {
  readonly signal: AbortSignal
  readonly progress: (line: object) => void
}

export interface JobToBegin {
  readonly route: RouteId
  readonly by: AuditActor
  readonly about: readonly string[]
  /** Whoever waits for it: gone, it is called off. Absent: it goes on alone, and its result is kept. */
  readonly waiting?: { readonly gone: AbortSignal; readonly told: (line: object) => void }
}

/** Of those that ended so many are remembered. */
const MOST_ENDED = 100
const DAY = 86_400_000

/**
 * Long work of this server: what runs, how far it is, and what became of it. Kept in memory: a job does not outlive the
 * server, whose end calls it off; nothing is left half done by that.
 */
export class Jobs {
  readonly #clock: Clock
  readonly #jobs = new Map<string, Job>()
  readonly #stops = new Map<string, AbortController>()
  readonly #running = new Set<Promise<unknown>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Begins at once. `ended` gives the result, or rejects as the work did. */
  begin(
    { waiting, ...about }: JobToBegin,
    work: (work: Work) => Promise<unknown>,
  ): { readonly id: string; readonly ended: Promise<unknown> } {
    this.#forgetOld()
    const id = randomUUID()
    this.#jobs.set(id, { id, ...about, startedAt: this.#clock(), state: 'running' })
    const stop = new AbortController()
    this.#stops.set(id, stop)
    const signal = waiting === undefined ? stop.signal : AbortSignal.any([waiting.gone, stop.signal])
    const progress = (line: object): void => {
      this.#change(id, { progress: line })
      waiting?.told(line)
    }
    const ended = this.#follow(id, signal, waiting === undefined, work({ signal, progress }))
    return { id, ended }
  }

  async #follow(
    id: string,
    signal: AbortSignal,
    keepsResult: boolean,
    work: Promise<unknown>,
  ): Promise<unknown> {
    this.#running.add(work)
    try {
      const result = await work
      this.#end(id, { state: 'done', ...(keepsResult && { result }) })
      return result
    } catch (error) {
      const state = signal.aborted ? 'stopped' : 'failed'
      const { status, failure } = failureAnswer(error)
      this.#end(id, { state, failure: { status, failure } })
      throw error
    } finally {
      this.#running.delete(work)
    }
  }

  #end(id: string, change: Partial<Job>): void {
    this.#stops.delete(id)
    this.#change(id, { ...change, endedAt: this.#clock() })
  }

  #change(id: string, change: Partial<Job>): void {
    const job = this.#jobs.get(id)
    if (job !== undefined) this.#jobs.set(id, { ...job, ...change })
  }

  get(id: string): Job | undefined {
    return this.#jobs.get(id)
  }

  /** Lets go of kept results in which one of these stands. */
  forgetResultsWith(customers: readonly string[]): void {
    const names = customers.map(id => JSON.stringify(id))
    for (const { id, result } of this.#jobs.values()) {
      const text = result === undefined ? '' : JSON.stringify(result)
      if (names.some(name => text.includes(name))) this.#change(id, { result: undefined })
    }
  }

  /** Newest first. */
  list(limit: number): readonly Job[] {
    return [...this.#jobs.values()].reverse().slice(0, limit)
  }

  /** Calls it off; one that has ended stays as it is. */
  stop(id: string): void {
    this.#stops.get(id)?.abort()
  }

  /** Calls everything off and waits until it has ended. */
  async close(): Promise<void> {
    for (const stop of this.#stops.values()) stop.abort()
    await Promise.allSettled(this.#running)
  }

  #forgetOld(): void {
    const ended = [...this.#jobs.values()].filter(({ endedAt }) => endedAt !== undefined)
    const tooMany = ended.slice(0, Math.max(0, ended.length - MOST_ENDED))
    const tooOld = ended.filter(({ endedAt = 0 }) => endedAt < this.#clock() - DAY)
    for (const { id } of [...tooMany, ...tooOld]) this.#jobs.delete(id)
  }
}
