import { dot, lineSearch, type Objective, type Place } from './line-search.ts'
import { requireOption } from './require-option.ts'
import { step, type Watch } from './watch.ts'

export interface MinimiseOptions extends Watch {
  /** Pairs of steps and changes of gradient that are remembered. Default 10. */
  readonly memory?: number
  /** Default 500. */
  readonly iterations?: number
  /** Ends when no entry of the gradient is larger than this: divide a sum over rows by their number. Default 1e-8. */
  readonly tolerance?: number
}

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly iterations: number
  /** Whether the gradient is within the tolerance, or rounding is all that is left to gain. */
  readonly converged: boolean
}

/** Of the value: a gain that is no more than rounding. */
const ROUNDING = 1e-15

/**
 * The lowest place near a start, for smooth functions of few or many numbers (L-BFGS).
 *
 * @param objective - Returns the value at a point, and writes all of the gradient. It may be infinite or NaN where it
 *                    is not defined, but not at the start.
 * @param start     - Left as it is.
 * @throws LearningError `bad_option`, `cancelled`
 *
 * Source: Liu and Nocedal (1989), Mathematical Programming 45; Nocedal and Wright (2006), algorithms 7.4 and 7.5.
 * Checked: Rosenbrock's and Beale's functions, whose lowest places are known (minimise.test.ts).
 * Cost: an iteration takes about one evaluation, and 4 × memory × length for the direction.
 *
 * @example
 * const bowl = (x, slope) => { slope[0] = 2 * (x[0] - 3); return (x[0] - 3) ** 2 }
 * minimise(bowl, Float64Array.of(10)).point // [3]
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions = {}): Minimum {
  const { memory = 10, iterations = 500, tolerance = 1e-8 } = options
  requireOption('memory', memory, { least: 1, whole: true })
  requireOption('iterations', iterations, { least: 1, whole: true })
  requireOption('tolerance', tolerance, { least: 0 })
  const curvature = new Curvature(memory)
  let place = placeAt(objective, start)
  let done = 0
  let settled = isFlat(place, tolerance)
  while (!settled && done < iterations && Number.isFinite(place.value)) {
    const next = descend(objective, place, curvature)
    if (next === undefined) {
      // A direction made of old pairs may have been the fault: the gradient alone is tried before giving up.
      if (curvature.isEmpty) return ended(place, done, nothingLeft(place, tolerance))
      curvature.forget()
      continue
    }
    const stuck = isStuck(place, next)
    curvature.learn(place, next)
    place = next
    done += 1
    settled = isFlat(place, tolerance) || (stuck && nothingLeft(place, tolerance))
    step(options, done, iterations)
  }
  return ended(place, done, settled)
}

function placeAt(objective: Objective, point: Float64Array): Place {
  const gradient = new Float64Array(point.length)
  const value = objective(point, gradient)
  return { point: Float64Array.from(point), gradient, value }
}

function descend(objective: Objective, place: Place, curvature: Curvature): Place | undefined {
  const direction = curvature.direction(place.gradient)
  const first = curvature.isEmpty ? Math.min(1, 1 / greatest(place.gradient)) : 1
  return lineSearch(objective, place, direction, first)
}

function isFlat({ gradient }: Place, tolerance: number): boolean {
  return greatest(gradient) <= tolerance
}

/** Neither the value nor the gradient has fallen by more than rounding. */
function isStuck(from: Place, to: Place): boolean {
  const fell = from.value - to.value > ROUNDING * Math.abs(from.value)
  return !fell && greatest(to.gradient) > greatest(from.gradient) / 2
}

/** Where the value cannot fall any more for rounding, a gradient near the tolerance is as flat as it will get. */
function nothingLeft(place: Place, tolerance: number): boolean {
  return isFlat(place, Math.max(1e-6, 100 * tolerance))
}

function ended({ point, value, gradient }: Place, iterations: number, converged: boolean): Minimum {
  return { point, value, gradient, iterations, converged }
}

function greatest(values: Float64Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

interface Pair {
  readonly moved: Float64Array
  readonly turned: Float64Array
  /** moved · turned, above 0. */
  readonly together: number
}

/** What the last steps told of the curvature. */
class Curvature {
  readonly #memory: number
  readonly #pairs: Pair[] = []

  constructor(memory: number) {
    this.#memory = memory
  }

  get isEmpty(): boolean {
    return this.#pairs.length === 0
  }

  forget(): void {
    this.#pairs.length = 0
  }

  learn(from: Place, to: Place): void {
    const moved = to.point.map((value, at) => value - from.point[at]!)
    const turned = to.gradient.map((value, at) => value - from.gradient[at]!)
    const together = dot(moved, turned)
    if (!(together > 1e-14 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return
    this.#pairs.push({ moved, turned, together })
    if (this.#pairs.length > this.#memory) this.#pairs.shift()
  }

  /** −H·gradient, where H is the inverse of the curvature as far as it is known. */
  direction(gradient: Float64Array): Float64Array {
    const result = gradient.map(value => -value)
    const shares = new Float64Array(this.#pairs.length)
    for (let at = this.#pairs.length - 1; at >= 0; at -= 1) {
      const { moved, turned, together } = this.#pairs[at]!
      shares[at] = dot(moved, result) / together
      add(result, turned, -shares[at]!)
    }
    const last = this.#pairs.at(-1)
    if (last !== undefined) scale(result, last.together / dot(last.turned, last.turned))
    this.#pairs.forEach(({ moved, turned, together }, at) => {
      add(result, moved, shares[at]! - dot(turned, result) / together)
    })
    return result
  }
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at += 1) to[at]! += times * what[at]!
}

function scale(values: Float64Array, by: number): void {
  for (let at = 0; at < values.length; at += 1) values[at]! *= by
}
