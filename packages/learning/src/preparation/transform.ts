import { quantile } from '../numeric/quantile.ts'
import { skewness } from './skewness.ts'
import { type Curve, logarithmCurve, onCurve, withFewKnots } from './straight-curve.ts'

/** What a number becomes before it is scaled. */
export type Transform =
  | { readonly kind: 'none' }
  /** sign(x) · log(1 + |x|); with `knots`, straight lines between them, level beyond both ends. */
  | { readonly kind: 'log'; readonly knots?: Curve }
  /** Its share among the rows of the fit, in a straight line between knots; `knots` ascend: [value, share]. */
  | { readonly kind: 'rank'; readonly knots: Curve }

export interface ChosenTransform {
  readonly transform: Transform
  readonly skewness: { readonly before: number; readonly after: number }
}

/** `smooth`: logarithms as they are, ranks with 100 knots. `straight`: both of few straight lines, to be stated elsewhere. */
export type Curves = 'smooth' | 'straight'

/** A hundredth apart is as exact as ranks are kept. */
const KNOTS = 100

/** A rank of straight lines: at most so many knots, none needed where lines are within a two-hundredth of its share. */
const FEW_KNOTS = { most: 16, error: 0.005 }

/**
 * The mildest transform after which numbers are not lopsided: none, the logarithm, or else the rank.
 *
 * @param known  - The values of one column, none missing, at least one.
 * @param limit  - The skewness, up or down, that is still taken for symmetric.
 * @param curves - Whether logarithm and rank are to be of few straight lines.
 *
 * Cost: rows, and a sort for the rank.
 *
 * @example
 * chooseTransform([1, 10, 100, 1000, 10000], 1).transform.kind // 'log'
 */
export function chooseTransform(
  known: Float64Array | readonly number[],
  limit: number,
  curves: Curves = 'smooth',
): ChosenTransform {
  const before = skewness(known)
  if (Math.abs(before) <= limit) return { transform: { kind: 'none' }, skewness: { before, after: before } }
  const sorted = Float64Array.from(known).sort()
  const log = logarithmOf(sorted, curves)
  const logged = skewness(Float64Array.from(known, value => transformed(log, value)))
  if (Math.abs(logged) <= limit) return { transform: log, skewness: { before, after: logged } }
  const knots = knotsOf(sorted)
  const rank: Transform = {
    kind: 'rank',
    knots: curves === 'straight' ? withFewKnots(knots, FEW_KNOTS) : knots,
  }
  const after = skewness(Float64Array.from(known, value => transformed(rank, value)))
  return { transform: rank, skewness: { before, after } }
}

function logarithmOf(sorted: Float64Array, curves: Curves): Transform {
  if (curves === 'smooth') return { kind: 'log' }
  return { kind: 'log', knots: logarithmCurve(sorted[0]!, sorted.at(-1)!) }
}

function knotsOf(sorted: Float64Array): [number, number][] {
  const knots: [number, number][] = []
  for (let step = 0; step <= KNOTS; step += 1) {
    const value = quantile(sorted, step / KNOTS)
    if (knots.at(-1)?.[0] !== value) knots.push([value, shareAt(sorted, value)])
  }
  return knots
}

/** The share of what is smaller, and half of what is equal. */
function shareAt(sorted: Float64Array, value: number): number {
  const below = firstAt(sorted, each => each >= value)
  return (below + firstAt(sorted, each => each > value)) / 2 / sorted.length
}

function firstAt(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(sorted[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * A number as a transform makes it.
 *
 * @example
 * transformed({ kind: 'rank', knots: [[0, 0.25], [10, 0.75]] }, 5) // 0.5
 */
export function transformed(transform: Transform, value: number): number {
  if (transform.kind === 'none') return value
  if (transform.knots !== undefined) return onCurve(transform.knots, value)
  return Math.sign(value) * Math.log1p(Math.abs(value))
}
