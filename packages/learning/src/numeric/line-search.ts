/** A function of several numbers: returns the value at `point`, and writes the gradient into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

/** A place on the way down. */
export interface Place {
  readonly point: Float64Array
  readonly gradient: Float64Array
  readonly value: number
}

interface Step extends Place {
  readonly length: number
  /** The slope along the direction at this place. */
  readonly slope: number
}

/** A step has to lower the value by this share of what the slope promises … */
const ENOUGH = 1e-4
/** … and to flatten the slope to this share. */
const FLAT = 0.9
const MOST_STEPS = 40
/** Of the value: what differs by no more may be rounding in a sum over many rows; then the slope alone decides. */
const EQUAL = 1e-11

/**
 * A step along `direction` that lowers the value enough and flattens the slope (the strong Wolfe conditions).
 *
 * Where the objective is not finite, a shorter step is tried. Where rounding is all that is left of the difference, the
 * slope alone decides. Undefined if no place is lower than the start.
 *
 * Source: Nocedal and Wright (2006), Numerical Optimization, algorithms 3.5 and 3.6, with cubic interpolation; Hager
 * and Zhang (2005), SIAM Journal on Optimization 16(1), eq. (4.1), for the end of the way.
 */
export function lineSearch(
  objective: Objective,
  start: Place,
  direction: Float64Array,
  first: number,
): Place | undefined {
  const zero: Step = { ...start, length: 0, slope: dot(start.gradient, direction) }
  const take = (length: number): Step => stepOf(objective, start, direction, length)
  let low: Step = zero
  let high: Step | undefined
  let length = first
  for (let tried = 0; tried < MOST_STEPS; tried += 1) {
    const step = take(length)
    if (isFlatEnough(step, zero)) return step
    if (tooHigh(step, zero) || step.value >= low.value) high = step
    else {
      if (Math.abs(step.slope) <= -FLAT * zero.slope) return step
      if (step.slope * (high === undefined ? 1 : high.length - low.length) >= 0) high = low
      low = step
    }
    if (high !== undefined && Math.abs(high.length - low.length) * size(direction) < 1e-16) break
    length = high === undefined ? 2.5 * length : between(low, high)
  }
  return low.value < start.value ? low : undefined
}

function tooHigh(step: Step, zero: Step): boolean {
  return !(step.value <= zero.value + ENOUGH * step.length * zero.slope)
}

function isFlatEnough(step: Step, zero: Step): boolean {
  return (
    step.value <= zero.value + EQUAL * Math.abs(zero.value) &&
    step.slope >= FLAT * zero.slope &&
    step.slope <= (2 * ENOUGH - 1) * zero.slope
  )
}

function stepOf(objective: Objective, start: Place, direction: Float64Array, length: number): Step {
  const point = start.point.map((value, at) => value + length * direction[at]!)
  const gradient = new Float64Array(point.length)
  const value = objective(point, gradient)
  const sound = Number.isFinite(value) && gradient.every(Number.isFinite)
  return { point, gradient, length, value: sound ? value : Infinity, slope: dot(gradient, direction) }
}

/** The lowest place of the cubic through both ends, kept away from them; the middle where there is none. */
function between(low: Step, high: Step): number {
  const middle = (low.length + high.length) / 2
  if (!Number.isFinite(high.value)) return low.length + 0.1 * (high.length - low.length)
  const apart = high.length - low.length
  const bend = low.slope + high.slope - (3 * (high.value - low.value)) / apart
  const root = Math.sign(apart) * Math.sqrt(bend * bend - low.slope * high.slope)
  const lowest = high.length - (apart * (high.slope + root - bend)) / (high.slope - low.slope + 2 * root)
  const share = (lowest - low.length) / apart
  return share >= 0.05 && share <= 0.95 ? lowest : middle
}

function size(direction: Float64Array): number {
  return Math.max(...direction.map(Math.abs))
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!
  return sum
}
