import { dot, type Objective } from '../numeric/line-search.ts'
import { step, type Watch } from '../numeric/watch.ts'
import type { Metric } from './metric.ts'

export interface SparseOptions extends Watch {
  /** What |place[i]| costs: 0 or more, one a coordinate. */
  readonly costs: Float64Array
  /** About the inverse of the second derivatives: units, and what goes together, then hardly matter. */
  readonly metric: Metric
  /** It ends when no step can be expected to take away more than this share of the value. */
  readonly tolerance: number
  /** Steps at most. */
  readonly iterations: number
}

export interface Minimum {
  readonly place: Float64Array
  /** Of the smooth function and the costs together. */
  readonly value: number
  readonly iterations: number
  /** Whether the tolerance was reached. */
  readonly isConverged: boolean
}

/** Steps that the next one learns from. */
const MEMORY = 10
/** A step has to keep this share of what its slope promises. */
const KEPT = 1e-4

/** A shorter step along a direction is none. */
const SHORTEST = 1e-6
/** Of the value: what cannot be told from nothing. */
const ROUNDING = 1e-15

interface Step {
  readonly moved: Float64Array
  readonly turned: Float64Array
  readonly product: number
}

interface State {
  place: Float64Array
  gradient: Float64Array
  value: number
  readonly steps: Step[]
}

/**
 * The least value of a smooth function plus Σ costs · |place|, which is 0 in many coordinates where costs are high. With
 * costs of 0 it is L-BFGS for a convex function that starts from a known metric.
 *
 * Source: Andrew and Gao (2007), Scalable training of L1-regularized log-linear models (OWL-QN).
 * Checked: scikit-learn's logistic regression with L1, L2 and both (linear.reference.test.ts).
 * Cost: one or two evaluations a step, and 40 multiplications a coordinate.
 */
export function minimiseSparse(smooth: Objective, start: Float64Array, options: SparseOptions): Minimum {
  const { costs, metric, tolerance, iterations } = options
  const state = startAt(smooth, start, costs)
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    const slope = pseudoGradient(state, costs)
    if (dot(slope, metric(slope)) / 2 <= tolerance * Math.abs(state.value))
      return { place: state.place, value: state.value, iterations: iteration, isConverged: true }
    const direction = directionOf(slope, state.steps, options)
    // No step is better by more than rounding: this is as far as it goes.
    if (!search(smooth, state, { slope, direction, costs }))
      return { place: state.place, value: state.value, iterations: iteration, isConverged: true }
    step(options, iteration + 1, iterations)
  }
  return { place: state.place, value: state.value, iterations, isConverged: false }
}

function startAt(smooth: Objective, start: Float64Array, costs: Float64Array): State {
  const place = Float64Array.from(start)
  const gradient = new Float64Array(start.length)
  return { place, gradient, value: smooth(place, gradient) + costOf(place, costs), steps: [] }
}

function costOf(place: Float64Array, costs: Float64Array): number {
  let sum = 0
  for (let at = 0; at < place.length; at += 1) sum += costs[at]! * Math.abs(place[at]!)
  return sum
}

/** The slope of everything in the direction in which it falls; 0 where the cost holds a coordinate at 0. */
function pseudoGradient({ place, gradient }: State, costs: Float64Array): Float64Array {
  return gradient.map((slope, at) => {
    const cost = costs[at]!
    if (place[at] !== 0) return slope + Math.sign(place[at]!) * cost
    return Math.sign(slope) * Math.max(0, Math.abs(slope) - cost)
  })
}

function directionOf(
  slope: Float64Array,
  steps: readonly Step[],
  { metric, costs }: SparseOptions,
): Float64Array {
  const direction = slope.map(each => -each)
  const shares = steps.map(() => 0)
  for (let at = steps.length - 1; at >= 0; at -= 1) {
    const { moved, turned, product } = steps[at]!
    shares[at] = dot(moved, direction) / product
    addTimes(direction, turned, -shares[at]!)
  }
  const last = steps.at(-1)
  const scale = last === undefined ? 1 : last.product / dot(last.turned, metric(last.turned))
  direction.set(metric(direction).map(each => each * scale))
  steps.forEach(({ moved, turned, product }, at) => {
    addTimes(direction, moved, shares[at]! - dot(turned, direction) / product)
  })
  return direction.map((each, at) => (costs[at]! > 0 && each * slope[at]! >= 0 ? 0 : each))
}

interface Searching {
  readonly slope: Float64Array
  readonly direction: Float64Array
  readonly costs: Float64Array
}

/** Goes along the direction as far as it is worth it, half as far each time it is not; says whether it went. */
function search(smooth: Objective, state: State, { slope, direction, costs }: Searching): boolean {
  const gradient = new Float64Array(slope.length)
  for (let reach = 1; reach > SHORTEST; reach /= 2) {
    const place = stepped(state.place, { slope, direction, costs }, reach)
    const value = smooth(place, gradient) + costOf(place, costs)
    const moved = place.map((each, at) => each - state.place[at]!)
    const promised = dot(slope, moved)
    if (-promised <= ROUNDING * Math.abs(state.value)) return false
    if (!(value < state.value && value <= state.value + KEPT * promised)) continue
    const turned = gradient.map((each, at) => each - state.gradient[at]!)
    remember(state.steps, { moved, turned, product: dot(moved, turned) })
    Object.assign(state, { place, gradient, value })
    return true
  }
  return false
}

/** A coordinate with a cost does not cross 0 in one step: it stays there. */
function stepped(from: Float64Array, { slope, direction, costs }: Searching, reach: number): Float64Array {
  return from.map((each, at) => {
    const next = each + reach * direction[at]!
    if (costs[at] === 0) return next
    const side = each === 0 ? -Math.sign(slope[at]!) : Math.sign(each)
    return Math.sign(next) === side ? next : 0
  })
}

function remember(steps: Step[], next: Step): void {
  if (!(next.product > 0)) return
  steps.push(next)
  if (steps.length > MEMORY) steps.shift()
}

function addTimes(sum: Float64Array, added: Float64Array, times: number): void {
  for (let at = 0; at < sum.length; at += 1) sum[at]! += times * added[at]!
}
