import { cholesky } from '../matrix/cholesky.ts'
import { symmetricEigen } from '../matrix/symmetric-eigen.ts'
import { curvatureOf } from '../numeric/curvature-of.ts'
import type { Objective } from '../numeric/line-search.ts'
import { type Minimum, minimise } from '../numeric/minimise.ts'
import { step, type Watch } from '../numeric/watch.ts'

export interface LikelihoodTask {
  /** The mean negative log-likelihood of a customer, as a function of the parameters' logarithms. */
  readonly objective: Objective
  /** The same of fewer customers, to tell which start is the best; the objective itself where it is left out. */
  readonly rough?: Objective
  /** Parameters, all above 0. */
  readonly starts: readonly (readonly number[])[]
  readonly customers: number
  readonly watch: Watch
}

/** What a fit says of itself. */
export interface Likelihood {
  /** Of all customers together. */
  readonly logLikelihood: number
  /** Of the last climb, from the best start. */
  readonly iterations: number
  readonly converged: boolean
  /** Of the parameters' logarithms, in the order of the parameters; null where it cannot be had. */
  readonly covariance: readonly (readonly number[])[] | null
}

export interface Likeliest extends Likelihood {
  readonly parameters: readonly number[]
  /** Standard errors, by the delta method from those of the logarithms; null for what the data do not tell. */
  readonly errors: readonly (number | null)[]
  /** Places of the parameters that the data do not tell: any value within wide bounds is about as likely. */
  readonly unidentified: readonly number[]
}

/** Ends a climb: of the mean log-likelihood's gradient. */
const TOLERANCE = 1e-8
const ITERATIONS = 500
/** A standard error of a logarithm above it: the 95 % interval spans a factor of 50 and more. */
const LOOSE = 1
/** Information below it is none: along that direction a parameter's logarithm could be off by ten. */
const FLAT = 0.01
/** Of a direction of length 1: a parameter that takes less part in it is not meant. */
const PART = 0.1

/** Of a logarithm: no parameter is looked for further from where it was thought to be, a factor of a million away. */
const FARTHEST = 14

/** The likeliest parameters from the best of several starts, and how sure they are. */
export function maximiseLikelihood(task: LikelihoodTask): Likeliest {
  const { starts, customers, watch } = task
  const origin = Float64Array.from(starts[0]!, Math.log)
  const objective = fenced(task.objective, origin)
  const rough = task.rough === undefined ? objective : fenced(task.rough, origin)
  const climbs = starts.map((start, at) => {
    const found = minimise(rough, Float64Array.from(start, Math.log), { tolerance: 1e-6, iterations: 200 })
    step(watch, at + 1, starts.length + 2)
    return found
  })
  const best = climbs.reduce((a, b) => (b.value < a.value || Number.isNaN(a.value) ? b : a))
  const ended = climbRounded(objective, best.point, curvatureOf(rough, best.point))
  step(watch, starts.length + 1, starts.length + 2)
  const sureness = surenessOf(objective, ended.point, customers)
  step(watch, starts.length + 2, starts.length + 2)
  const parameters = Array.from(ended.point, Math.exp)
  return {
    parameters,
    logLikelihood: -ended.value * customers,
    iterations: ended.iterations,
    converged: ended.converged,
    covariance: sureness.covariance,
    errors: sureness.deviations.map((deviation, at) =>
      deviation === null ? null : deviation * parameters[at]!,
    ),
    unidentified: sureness.unidentified,
  }
}

/** What the data do not tell runs off without end, until there is nothing but rounding: it is stopped by a fence. */
function fenced(objective: Objective, origin: Float64Array): Objective {
  return (point, gradient) =>
    point.some((value, at) => !(Math.abs(value - origin[at]!) <= FARTHEST))
      ? Infinity
      : objective(point, gradient)
}

/**
 * Climbs in coordinates in which the hill is about round, as far as the curvature is known: a few steps do. Where it is
 * not curved like a hill, as it is.
 *
 * @param curvature - Near the start, of a likelihood like this one: size × size.
 */
function climbRounded(objective: Objective, start: Float64Array, curvature: Float64Array): Minimum {
  const options = { tolerance: TOLERANCE, iterations: ITERATIONS }
  const lower = curvature.every(Number.isFinite) ? cholesky(curvature, start.length) : undefined
  if (lower === undefined) return minimise(objective, start, options)
  const placeOf = (round: Float64Array): Float64Array => {
    const moved = solveUpper(lower, round)
    return start.map((value, at) => value + moved[at]!)
  }
  const steep = new Float64Array(start.length)
  const rounded: Objective = (round, gradient) => {
    const value = objective(placeOf(round), steep)
    gradient.set(solveLower(lower, steep))
    return value
  }
  const ended = minimise(rounded, new Float64Array(start.length), options)
  return { ...ended, point: placeOf(ended.point) }
}

/** x of Lᵀx = b */
function solveUpper(lower: Float64Array, b: Float64Array): Float64Array {
  const size = b.length
  const x = Float64Array.from(b)
  for (let row = size - 1; row >= 0; row -= 1) {
    for (let below = row + 1; below < size; below += 1) x[row]! -= lower[below * size + row]! * x[below]!
    x[row]! /= lower[row * size + row]!
  }
  return x
}

/** x of Lx = b */
function solveLower(lower: Float64Array, b: Float64Array): Float64Array {
  const size = b.length
  const x = Float64Array.from(b)
  for (let row = 0; row < size; row += 1) {
    for (let before = 0; before < row; before += 1) x[row]! -= lower[row * size + before]! * x[before]!
    x[row]! /= lower[row * size + row]!
  }
  return x
}

interface Sureness {
  readonly covariance: readonly (readonly number[])[] | null
  readonly deviations: readonly (number | null)[]
  readonly unidentified: readonly number[]
}

/** The inverse of the information; what is flat, or curved the wrong way, is not told by the data. */
function surenessOf(objective: Objective, point: Float64Array, customers: number): Sureness {
  const size = point.length
  const places = Array.from(point, (_, at) => at)
  const information = curvatureOf(objective, point).map(entry => entry * customers)
  if (!information.every(Number.isFinite))
    return { covariance: null, deviations: places.map(() => null), unidentified: places }
  const { values, vectors } = symmetricEigen(information, size)
  const known = values
    .map((value, at) => ({ value, vector: vectors[at]! }))
    .filter(({ value }) => value > FLAT)
  const lost = vectors.filter((_, at) => values[at]! <= FLAT)
  const covariance = places.map(a =>
    places.map(b => known.reduce((sum, { value, vector }) => sum + (vector[a]! * vector[b]!) / value, 0)),
  )
  const isLost = (at: number): boolean => lost.some(vector => Math.abs(vector[at]!) > PART)
  const deviations = places.map(at => (isLost(at) ? null : Math.sqrt(covariance[at]![at]!)))
  const unidentified = places.filter(at => deviations[at] === null || deviations[at]! > LOOSE)
  return { covariance: lost.length === 0 ? covariance : null, deviations, unidentified }
}
