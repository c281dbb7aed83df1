import { setTimeout as pause } from 'node:timers/promises'
import type { Hook, HookStore, LiveTransition } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import { type Moves, transitionFeed } from '../live/transition-feed.ts'
import { type Delivery, deliver, deliveryOf, type Post } from './deliver.ts'

/** What couriers work with. */
export interface CourierPorts {
  readonly hooks: HookStore
  readonly post: Post
  readonly clock: () => number
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds before a second try; then twice as long each time. */
  readonly firstPause: number
  /** Told of what happened, for figures and the log. */
  readonly told: (hook: string, outcome: 'delivered' | 'failed' | 'buried') => void
}

/** How often a delivery is tried before it becomes a dead letter: over about two minutes. */
export const MOST_TRIES = 8
const LONGEST_PAUSE = 60_000
/** Moves in one delivery. */
const MOST_MOVES = 100
/** Passed over moves are noted now and then, not one by one. */
const NOTE_EVERY = 10_000
const QUIET_MILLIS = 30_000

export interface Failing {
  readonly tries: number
  readonly reason: string
}

/** Tells one hook what moves, in order, each at least once. One loop a hook: one that is down holds up nobody else. */
export class HookCourier {
  readonly #hook: Hook
  readonly #moves: Moves
  readonly #ports: CourierPorts
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  #failing: Failing | undefined
  #noted: number

  constructor(hook: Hook, moves: Moves, ports: CourierPorts, failed: (error: unknown) => void) {
    this.#hook = hook
    this.#moves = moves
    this.#ports = ports
    this.#noted = hook.delivered ?? 0
    this.#done = this.#run().catch(failed)
  }

  get failing(): Failing | undefined {
    return this.#failing
  }

  /** Ends it; what is on its way is given up and sent again when the hook is next served. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }

  async #run(): Promise<void> {
    let position = await this.#begin()
    while (!this.#stopping.signal.aborted) {
      try {
        position = await this.#follow(position)
      } catch (error) {
        if (!(error instanceof ServerError) || error.code !== 'transitions_gone') throw error
        position = await this.#passOverLost(position, error.says)
      }
    }
  }

  /** A hook that was never told anything begins with what happens from now on. */
  async #begin(): Promise<number> {
    if (this.#hook.delivered !== undefined) return this.#hook.delivered
    const newest = await this.#moves.newestTransition()
    await this.#note(newest)
    return newest
  }

  /** @returns how far it has come when it is to stop. */
  async #follow(after: number): Promise<number> {
    let reached = after
    const { definitions } = this.#hook
    const feed = transitionFeed(this.#moves, {
      after,
      definitions: definitions.length === 0 ? undefined : new Set(definitions),
      heartbeat: QUIET_MILLIS,
      signal: this.#stopping.signal,
    })
    for await (const { moves, position } of feed) {
      const wanted = moves.filter(move => isWanted(this.#hook, move))
      for (let at = 0; at < wanted.length; at += MOST_MOVES) {
        const delivery = deliveryOf(this.#hook, wanted.slice(at, at + MOST_MOVES))
        if (!(await this.#hand(delivery))) return reached
        reached = delivery.transitions.at(-1)?.seq ?? reached
      }
      reached = position
      if (position - this.#noted >= NOTE_EVERY) await this.#note(position)
    }
    return reached
  }

  /** Tries until it is taken, or given up. @returns false when it is to stop. */
  async #hand(delivery: Delivery): Promise<boolean> {
    const last = delivery.transitions.at(-1)?.seq ?? 0
    for (let tries = 1; ; tries += 1) {
      const reason = await this.#try(delivery)
      if (reason === undefined) {
        this.#failing = undefined
        await this.#note(last)
        return true
      }
      if (this.#stopping.signal.aborted) return false
      this.#failing = { tries, reason }
      if (tries >= MOST_TRIES) {
        await this.#bury(delivery.transitions, tries, reason, last)
        return true
      }
      if (!(await this.#waitAfter(tries))) return false
    }
  }

  async #try(delivery: Delivery): Promise<string | undefined> {
    const { post, clock, told } = this.#ports
    const stopping = this.#stopping.signal
    const reason = await deliver(delivery, { post, now: clock(), stopping })
    if (!stopping.aborted) told(this.#hook.id, reason === undefined ? 'delivered' : 'failed')
    return reason
  }

  /** Half of it by chance, so that what failed together does not come again together. */
  async #waitAfter(tries: number): Promise<boolean> {
    const { firstPause, random } = this.#ports
    const longest = Math.min(LONGEST_PAUSE, firstPause * 2 ** (tries - 1))
    const millis = longest / 2 + (random() * longest) / 2
    return pause(millis, true, { signal: this.#stopping.signal }).catch(() => false)
  }

  async #bury(
    transitions: readonly LiveTransition[],
    tries: number,
    reason: string,
    delivered: number,
  ): Promise<void> {
    const { hooks, clock, told } = this.#ports
    await hooks.bury({ hook: this.#hook.id, at: clock(), tries, reason, transitions }, delivered)
    this.#noted = delivered
    told(this.#hook.id, 'buried')
  }

  /** What was dropped before this hook could be told is a dead letter without moves: it says which are missing. */
  async #passOverLost(after: number, reason: string): Promise<number> {
    const before = (await this.#moves.oldestTransition()) - 1
    if (before <= after) return after
    await this.#bury([], 0, reason, before)
    return before
  }

  async #note(delivered: number): Promise<void> {
    await this.#ports.hooks.advance(this.#hook.id, delivered)
    this.#noted = delivered
  }
}

function isWanted({ moves }: Hook, { kind, to }: LiveTransition): boolean {
  if (moves === 'both' || kind === 'segmentation') return true
  return moves === (to === 'in' ? 'enter' : 'leave')
}
