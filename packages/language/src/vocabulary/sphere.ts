import type { Place } from './value.ts'

/** Mean radius of the Earth (IUGG R1), in kilometres. */
const EARTH_RADIUS = 6371.0088

/** One degree in radians, written out so that SQL multiplies by the very same number. */
export const RADIANS_PER_DEGREE = 0.017453292519943295
export const HALF_RADIANS_PER_DEGREE = RADIANS_PER_DEGREE / 2

/** Components of unit vectors are held as whole multiples of 1e-9 of the Earth's radius: 6 millimetres. */
export const VECTOR_SCALE = 1_000_000_000

/** Corners of polygons are held in whole millionths of a degree: 11 centimetres at most. */
export const DEGREE_SCALE = 1_000_000

/** A point on the unit sphere in whole billionths. */
export interface UnitVector {
  readonly x: number
  readonly y: number
  readonly z: number
}

/**
 * The first terms of the series of sine and cosine, for angles up to a right one: enough for seventeen digits.
 * Engines' own functions differ in the last bit; these few additions and multiplications are the same everywhere.
 */
export const SINE_SERIES: readonly number[] = series(1)
export const COSINE_SERIES: readonly number[] = series(0)

/** Every second one of 1/n!, its sign changing, from n on. */
function series(from: number): readonly number[] {
  let term = 1
  return Array.from({ length: 12 }, (_, index) => {
    const n = from + 2 * index
    if (index > 0) term = -term / (n * (n - 1))
    return term
  })
}

/** The terms times the powers of `z`, summed from the highest down. */
function sum(terms: readonly number[], z: number): number {
  return terms.reduceRight((total, term) => total * z + term, 0)
}

/**
 * The direction of a place from the Earth's centre, in whole billionths.
 *
 * Every reading computes it by the same operations on floats in the same order, and so to the same last bit.
 * Longitudes are taken by their halves, because those are at most a right angle.
 *
 * @example unitVector({ latitude: 0, longitude: 0 }) // { x: 1e9, y: 0, z: 0 }
 */
export function unitVector(place: Place): UnitVector {
  const latitude = place.latitude * RADIANS_PER_DEGREE
  const half = place.longitude * HALF_RADIANS_PER_DEGREE
  const up = latitude * sum(SINE_SERIES, latitude * latitude)
  const out = sum(COSINE_SERIES, latitude * latitude)
  const sine = half * sum(SINE_SERIES, half * half)
  const cosine = sum(COSINE_SERIES, half * half)
  return {
    x: wholeBillionths(out * (1 - 2 * sine * sine)),
    y: wholeBillionths(out * (2 * sine * cosine)),
    z: wholeBillionths(up),
  }
}

/** More than the square of the whole diameter, rounding at the far side of the Earth included. */
const EVERYWHERE = 4.1e18

/**
 * The square of the straight line between two places that are `kilometres` apart on the sphere, in the
 * units of `squaredChord`. From half the circumference on it covers everywhere.
 */
export function squaredChordOf(kilometres: number): number {
  const angle = kilometres / (2 * EARTH_RADIUS)
  if (angle >= Math.PI / 2) return EVERYWHERE
  const chord = 2 * Math.sin(angle) * VECTOR_SCALE
  return Math.floor(chord * chord + 0.5)
}

/** The square of the straight line between two unit vectors, summed from left to right as SQL sums it. */
export function squaredChord(a: UnitVector, b: UnitVector): number {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z)
}

/** The great-circle distance of two places, in kilometres. For people to read; conditions compare chords. */
export function kilometresBetween(a: Place, b: Place): number {
  const chord = Math.sqrt(squaredChord(unitVector(a), unitVector(b))) / VECTOR_SCALE
  return 2 * EARTH_RADIUS * Math.asin(Math.min(chord / 2, 1))
}

/** A coordinate in whole millionths of a degree, so that a corner written in decimals is met exactly. */
export function wholeDegrees(degrees: number): number {
  return Math.floor(degrees * DEGREE_SCALE + 0.5)
}

function wholeBillionths(part: number): number {
  return Math.floor(part * VECTOR_SCALE + 0.5)
}
