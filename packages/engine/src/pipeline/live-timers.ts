import type { Clock } from '../ports/clock.ts'
import type { Profiles } from '../ports/profiles.ts'
import { orderedNumber } from '../profiles/bytes/ordered-number.ts'
import { readTimerKey } from '../profiles/record/record-key.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LiveTimer } from './live-ports.ts'
import type { LiveTurn } from './live-turn.ts'

const RETRY_AFTER = 5_000
/** Customers whose timers are done in one commit. */
const AT_ONCE = 500

export interface TimersSetting {
  readonly profiles: Profiles
  readonly loop: LiveLoop
  readonly clock: Clock
  readonly timer: LiveTimer
  readonly longestSleep: number
  trouble(error: unknown): void
}

/** Wakes when the next answer could change by itself, and sleeps until then. */
export class LiveTimers {
  readonly #setting: TimersSetting
  #dueAt = Number.POSITIVE_INFINITY
  #cancel: (() => void) | undefined
  #isClosed = false

  constructor(setting: TimersSetting) {
    this.#setting = setting
  }

  get dueAt(): number | undefined {
    return Number.isFinite(this.#dueAt) ? this.#dueAt : undefined
  }

  /** Looks at the store for the next that is due. */
  async open(): Promise<void> {
    this.#dueAt = (await firstTimer(this.#setting.profiles)) ?? Number.POSITIVE_INFINITY
    this.#arm()
  }

  close(): void {
    this.#isClosed = true
    this.#cancel?.()
  }

  /** A timer was set. */
  noted(at: number): void {
    if (at >= this.#dueAt) return
    this.#dueAt = at
    this.#arm()
  }

  /** Does what is due now, and what comes to be due meanwhile. */
  async catchUp(): Promise<void> {
    const { loop } = this.#setting
    while (await loop.submit({ items: 0, run: turn => doDue(turn, this.#setting.profiles) }));
  }

  #arm(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#isClosed || !Number.isFinite(this.#dueAt)) return
    // By the clock itself: it may have stepped back, and time stands still until it has caught up.
    const wait = this.#dueAt <= this.#setting.loop.now() ? 0 : this.#dueAt - this.#setting.clock()
    this.#wake(Math.min(Math.max(wait, 0), this.#setting.longestSleep))
  }

  #wake(millis: number): void {
    this.#cancel = this.#setting.timer(() => void this.#fire(), millis)
  }

  async #fire(): Promise<void> {
    this.#cancel = undefined
    try {
      if (this.#dueAt <= this.#setting.loop.now()) await this.catchUp()
      if (!this.#isClosed) await this.open()
    } catch (error) {
      if (this.#isClosed) return
      this.#setting.trouble(error)
      this.#cancel ??= this.#setting.timer(() => void this.#fire(), RETRY_AFTER)
    }
  }
}

async function firstTimer(profiles: Profiles): Promise<number | undefined> {
  for await (const { key } of profiles.range('timers', { limit: 1 })) return readTimerKey(key).at
  return undefined
}

/**
 * The customers whose timers are due first, each settled up to the latest of these instants, so that moves come in the
 * order in which they happened, whoever made them.
 *
 * @returns Whether there may be more.
 */
export async function doDue(turn: LiveTurn, profiles: Profiles): Promise<boolean> {
  const due: { readonly timer: Uint8Array; readonly at: number; readonly key: Uint8Array }[] = []
  const range = { to: orderedNumber(turn.now + 1), limit: AT_ONCE }
  for await (const { key: timer } of profiles.range('timers', range))
    due.push({ timer, ...readTimerKey(timer) })
  const isMore = due.length === AT_ONCE
  const until = isMore ? (due.at(-1)?.at ?? turn.now) : turn.now
  await turn.load(due.map(({ key }) => key))
  for (const { timer, at, key } of due) {
    const stored = await turn.stored(key)
    if (stored?.timer === at && stored.fill === turn.inForce.fill) await turn.settled(key, until)
    // Of a record that is to be filled again, or has none: nothing waits for it.
    else turn.put('timers', timer, undefined)
  }
  return due.length > 0
}
