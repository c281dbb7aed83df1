const [FIRST, SECOND, TINY] = [0.9, 0.999, 1e-8]

/**
 * Steps against the gradient, each number at its own pace.
 *
 * Source: Kingma and Ba (2015), Adam: a method for stochastic optimization, algorithm 1.
 */
export class Adam {
  readonly #rate: number
  readonly #first: readonly Float64Array[]
  readonly #second: readonly Float64Array[]
  #steps = 0

  constructor(parts: readonly Float64Array[], rate: number) {
    this.#rate = rate
    this.#first = parts.map(part => new Float64Array(part.length))
    this.#second = parts.map(part => new Float64Array(part.length))
  }

  /** Moves the parts, and leaves the gradient at 0. */
  step(parts: readonly Float64Array[], gradient: readonly Float64Array[]): void {
    this.#steps += 1
    const rate = (this.#rate * Math.sqrt(1 - SECOND ** this.#steps)) / (1 - FIRST ** this.#steps)
    parts.forEach((part, at) => {
      const [slopes, first, second] = [gradient[at]!, this.#first[at]!, this.#second[at]!]
      for (let place = 0; place < part.length; place += 1) {
        const slope = slopes[place]!
        first[place] = FIRST * first[place]! + (1 - FIRST) * slope
        second[place] = SECOND * second[place]! + (1 - SECOND) * slope * slope
        part[place]! -= (rate * first[place]!) / (Math.sqrt(second[place]!) + TINY)
        slopes[place] = 0
      }
    })
  }
}
