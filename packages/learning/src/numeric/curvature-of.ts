import type { Objective } from './line-search.ts'

/** Of a coordinate: where the error of the difference and that of rounding are about as large. */
const STEP = 1e-4

/**
 * The second derivatives of a function at a place, by central differences of its gradient.
 *
 * @returns size × size, row-major, symmetric.
 *
 * Cost: 2 evaluations a coordinate.
 *
 * @example
 * const bowl = (x, slope) => { slope[0] = 6 * x[0]; return 3 * x[0] ** 2 }
 * curvatureOf(bowl, Float64Array.of(1)) // [6]
 */
export function curvatureOf(objective: Objective, point: Float64Array): Float64Array {
  const size = point.length
  const differences = Array.from({ length: size }, (_, at) => differenceAlong(objective, point, at))
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size]
    return (differences[row]![column]! + differences[column]![row]!) / 2
  })
}

function differenceAlong(objective: Objective, point: Float64Array, at: number): Float64Array {
  const step = STEP * Math.max(1, Math.abs(point[at]!))
  const slopes = [step, -step].map(change => {
    const gradient = new Float64Array(point.length)
    objective(
      point.map((value, place) => (place === at ? value + change : value)),
      gradient,
    )
    return gradient
  })
  return point.map((_, place) => (slopes[0]![place]! - slopes[1]![place]!) / (2 * step))
}
