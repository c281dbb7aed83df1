import type { Place } from './value.ts'

/** Mean radius of the Earth (IUGG R1), in kilometres. */
const EARTH_RADIUS = 6371.0088

/** One degree in radians, written out so that SQL multiplies by the very same number. */
export const RADIANS_PER_DEGREE = 0.017453292519943295

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
 * The direction of a place from the Earth's centre, in whole billionths.
 *
 * Sine and cosine may differ in the last bit between engines; rounding to billionths takes the
 * difference away, so that every reading compares the same whole numbers.
 *
 * @example unitVector({ latitude: 0, longitude: 0 }) // { x: 1e9, y: 0, z: 0 }
 */
export function unitVector(place: Place): UnitVector {
  const latitude = place.latitude * RADIANS_PER_DEGREE
  const longitude = place.longitude * RADIANS_PER_DEGREE
  return {
    x: wholeBillionths(Math.cos(latitude) * Math.cos(longitude)),
    y: wholeBillionths(Math.cos(latitude) * Math.sin(longitude)),
    z: wholeBillionths(Math.sin(latitude)),
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
