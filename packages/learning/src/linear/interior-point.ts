import { solvePositive } from '../matrix/solve-positive.ts'
import { dot } from '../numeric/line-search.ts'
import { step, type Watch } from '../numeric/watch.ts'

/** Σ over rows of share of weight · residual above, or (weight − share) · residual below, is to be least. */
export interface PinballProblem extends Watch {
  /** rows × columns, row-major. */
  readonly values: Float64Array
  readonly columns: number
  readonly target: Float64Array
  /** What a residual of 1 costs, above and below together. */
  readonly weights: Float64Array
  /** What a residual of 1 below the line costs: above 0 and below the weight. */
  readonly below: Float64Array
}

export interface PinballSolution {
  readonly coefficients: Float64Array
  readonly iterations: number
  readonly isConverged: boolean
}

/** Kept clear of a bound, as a share of the way to it. */
const CLEAR = 0.9995
const ITERATIONS = 100
/** Of the gap at the start, between the value and what is proved to be the least. */
const GAP = 1e-10

/** What the dual problem is solved by: a and its room to the weight, and the multipliers of both. */
interface Interior {
  readonly a: Float64Array
  readonly room: Float64Array
  readonly z: Float64Array
  readonly w: Float64Array
  readonly y: Float64Array
}

/**
 * The coefficients of the least asymmetric absolute loss, by an interior point method on its dual: maximise
 * target · a with X · a = X · below and 0 ≤ a ≤ weights.
 *
 * Source: Portnoy and Koenker (1997), The Gaussian hare and the Laplacian tortoise (Frisch–Newton with Mehrotra's
 * predictor and corrector).
 * Cost: 10 to 30 times rows × columns² / 2.
 */
export function solvePinball(problem: PinballProblem): PinballSolution {
  let now = startOf(problem)
  const unit = gapOf(now)
  const isDone = (): boolean => gapOf(now) <= GAP * unit
  let done = 0
  do {
    if (!isDone()) now = advance(problem, now)
    done += 1
    step(problem, done, ITERATIONS)
  } while (done < ITERATIONS && !isDone())
  return { coefficients: now.y.map(each => -each), iterations: done, isConverged: isDone() }
}

function startOf(problem: PinballProblem): Interior {
  const { target, weights, below } = problem
  const one = new Float64Array(target.length).fill(1)
  const y = solveNormal(
    problem,
    one,
    target.map(each => -each),
  )
  const fitted = sumsOf(problem, y)
  const away = target.map((each, row) => -each - fitted[row]!)
  const least = (1e-3 * away.reduce((sum, each) => sum + Math.abs(each), 0)) / away.length
  return {
    a: Float64Array.from(below),
    room: weights.map((weight, row) => weight - below[row]!),
    // Neither is quite 0: from there no step could be made.
    z: away.map(each => Math.max(each, 0) + least),
    w: away.map(each => Math.max(-each, 0) + least),
    y,
  }
}

const gapOf = ({ a, room, z, w }: Interior): number => dot(a, z) + dot(room, w)

interface Direction {
  readonly y: Float64Array
  readonly a: Float64Array
  readonly z: Float64Array
  readonly w: Float64Array
}

function advance(problem: PinballProblem, now: Interior): Interior {
  const straight = directionOf(problem, now, undefined)
  const [primal, dual] = reaches(now, straight)
  if (Math.min(primal, dual) === 1) return moved(now, straight, primal, dual)
  const bent = directionOf(problem, now, { straight, middle: middleOf(now, straight, primal, dual) })
  return moved(now, bent, ...reaches(now, bent))
}

/** How near the middle path it is to be: the nearer the less the straight step would gain. */
function middleOf(now: Interior, by: Direction, primal: number, dual: number): number {
  const { a, room, z, w } = now
  const gap = gapOf(now)
  let left = 0
  for (let row = 0; row < a.length; row += 1) {
    left += (z[row]! + dual * by.z[row]!) * (a[row]! + primal * by.a[row]!)
    left += (w[row]! + dual * by.w[row]!) * (room[row]! - primal * by.a[row]!)
  }
  return (gap * (left / gap) ** 3) / (2 * a.length)
}

interface Correction {
  readonly straight: Direction
  readonly middle: number
}

function directionOf(problem: PinballProblem, now: Interior, correction: Correction | undefined): Direction {
  const { a, room, z, w } = now
  const pull = a.map((each, row) => 1 / (z[row]! / each + w[row]! / room[row]!))
  const upper = a.map((each, row) => correctionOf(correction, each, row, 'z'))
  const lower = room.map((each, row) => correctionOf(correction, each, row, 'w'))
  const off = z.map((each, row) => each - w[row]! - upper[row]! + lower[row]!)
  const y = solveNormal(problem, pull, off)
  const fitted = sumsOf(problem, y)
  const da = pull.map((each, row) => each * (fitted[row]! - off[row]!))
  return {
    y,
    a: da,
    z: z.map((each, row) => upper[row]! - each - (each * da[row]!) / a[row]!),
    w: w.map((each, row) => lower[row]! - each + (each * da[row]!) / room[row]!),
  }
}

/** (middle − what the straight step would make of the product) / distance to the bound. */
function correctionOf(
  correction: Correction | undefined,
  distance: number,
  row: number,
  side: 'z' | 'w',
): number {
  if (correction === undefined) return 0
  const { straight, middle } = correction
  const towards = side === 'z' ? straight.a[row]! : -straight.a[row]!
  return (middle - towards * straight[side][row]!) / distance
}

function reaches(now: Interior, by: Direction): [primal: number, dual: number] {
  const away = by.a.map(each => -each)
  const primal = Math.min(reach(now.a, by.a), reach(now.room, away))
  return [Math.min(1, CLEAR * primal), Math.min(1, CLEAR * Math.min(reach(now.z, by.z), reach(now.w, by.w)))]
}

/** How far it can go before one of them is 0. */
function reach(values: Float64Array, by: Float64Array): number {
  let least = Number.MAX_VALUE
  for (let row = 0; row < values.length; row += 1)
    if (by[row]! < 0) least = Math.min(least, -values[row]! / by[row]!)
  return least
}

function moved({ a, room, z, w, y }: Interior, by: Direction, primal: number, dual: number): Interior {
  return {
    a: a.map((each, row) => each + primal * by.a[row]!),
    room: room.map((each, row) => each - primal * by.a[row]!),
    z: z.map((each, row) => each + dual * by.z[row]!),
    w: w.map((each, row) => each + dual * by.w[row]!),
    y: y.map((each, at) => each + dual * by.y[at]!),
  }
}

/** The y with Σ pull · x xᵀ · y = Σ pull · right · x. */
function solveNormal(
  { values, columns }: PinballProblem,
  pull: Float64Array,
  right: Float64Array,
): Float64Array {
  const square = new Float64Array(columns * columns)
  const sums = new Float64Array(columns)
  for (let row = 0, from = 0; row < pull.length; row += 1, from += columns)
    for (let a = 0; a < columns; a += 1) {
      const pulled = pull[row]! * values[from + a]!
      if (pulled === 0) continue
      sums[a]! += pulled * right[row]!
      for (let b = 0; b <= a; b += 1) square[a * columns + b]! += pulled * values[from + b]!
    }
  return solvePositive(square, sums)
}

function sumsOf({ values, columns }: PinballProblem, y: Float64Array): Float64Array {
  const sums = new Float64Array(values.length / columns)
  for (let row = 0, from = 0; row < sums.length; row += 1, from += columns)
    for (let column = 0; column < columns; column += 1) sums[row]! += values[from + column]! * y[column]!
  return sums
}
