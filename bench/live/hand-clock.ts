import type { LiveTimer } from '@kindred/engine'

interface Waiting {
  readonly at: number
  readonly run: () => void
}

/** A clock that is moved by hand, with the timers that hang on it. */
export class HandClock {
  now: number
  #waiting: Waiting[] = []

  constructor(now: number) {
    this.now = now
  }

  readonly timer: LiveTimer = (run, millis) => {
    const waiting = { at: this.now + millis, run }
    this.#waiting.push(waiting)
    return () => {
      this.#waiting = this.#waiting.filter(each => each !== waiting)
    }
  }

  /** Lets everything that is due by now go off; `settle` waits for what that begins. */
  async ring(settle: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const due = this.#waiting.filter(({ at }) => at <= this.now)
      if (due.length === 0) return
      this.#waiting = this.#waiting.filter(({ at }) => at > this.now)
      for (const { run } of due) run()
      for (let round = 0; round < 4; round += 1) {
        await settle()
        await new Promise(resolve => setImmediate(resolve))
      }
    }
  }
}
