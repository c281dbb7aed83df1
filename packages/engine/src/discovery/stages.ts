import { LearningError, type Watch } from '@kindred/learning'

const STEPS = 1000

/**
 * Parts of a long computation, told as one: each part has its share of the whole, by the time it is expected to take.
 * A part tells at least when it is done, and looks there whether to stop.
 */
export class Stages {
  readonly #watch: Watch
  readonly #whole: number
  #done = 0
  #told = 0

  constructor(watch: Watch, whole: number) {
    this.#watch = watch
    this.#whole = whole
  }

  /** Runs a part that is so much of the whole, and hands it what to tell its steps to. */
  run<T>(share: number, part: (watch: Watch) => T): T {
    const from = this.#done
    const tell = (of: number): void => this.#tell(from + share * Math.min(1, of))
    const { signal } = this.#watch
    const inner: Watch = {
      progress: (done, of) => tell(done / of),
      ...(signal === undefined ? {} : { signal }),
    }
    const result = part(inner)
    this.#done = from + share
    tell(1)
    return result
  }

  #tell(done: number): void {
    // A part may begin anew inside of itself; what was told is not taken back, nor said twice.
    const now = Math.min(STEPS, Math.round((STEPS * done) / this.#whole))
    if (now > this.#told) {
      this.#told = now
      this.#watch.progress?.(now, STEPS)
    }
    if (this.#watch.signal?.aborted === true)
      throw new LearningError('cancelled', { done: this.#told, of: STEPS })
  }
}
