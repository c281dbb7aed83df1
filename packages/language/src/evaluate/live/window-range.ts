import { durationMillis, resolveWindow } from '../../ast/resolve-window.ts'
import type { Window } from '../../ast/window.ts'
import { localDate, startOfDay, type Zone } from '../../vocabulary/calendar.ts'

/** The instants of a window at the instant last asked about: what `resolveWindow` says, looked up once a day. */
export class WindowRange {
  after = 0
  until = 0
  readonly #window: Window
  readonly #zone: Zone
  readonly #from: number
  readonly #to: number
  #asOf: number = Number.NaN
  /** From when until when the days of the window are the same ones. */
  #dayStarts: number = Number.POSITIVE_INFINITY
  #dayEnds: number = Number.NEGATIVE_INFINITY
  #lastInstant = 0

  constructor(window: Window, zone: Zone) {
    this.#window = window
    this.#zone = zone
    this.#from = window.kind === 'rolling' ? durationMillis(window.from) : Number.POSITIVE_INFINITY
    this.#to = window.kind === 'rolling' ? durationMillis(window.to) : 0
  }

  moveTo(asOf: number): void {
    if (asOf === this.#asOf) return
    this.#asOf = asOf
    if (this.#window.kind === 'rolling' || this.#window.kind === 'ever') {
      this.after = asOf - this.#from
      this.until = asOf - this.#to
      return
    }
    if (asOf < this.#dayStarts || asOf >= this.#dayEnds) this.#resolve(asOf)
    this.until = Math.min(this.#lastInstant, asOf)
  }

  #resolve(asOf: number): void {
    const { timezone } = this.#zone
    const today = localDate(asOf, timezone)
    this.#dayStarts = startOfDay(today, timezone)
    this.#dayEnds = startOfDay(today + 1, timezone)
    // At the day's last instant nothing of its window lies ahead yet.
    const { after, until } = resolveWindow(this.#window, this.#dayEnds - 1, this.#zone)
    this.after = after
    this.#lastInstant = until
  }
}
