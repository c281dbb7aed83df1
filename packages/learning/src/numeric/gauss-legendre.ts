/** Where to read a function, and how much each reading counts, so that the sum is its integral from −1 to 1. */
export interface Quadrature {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/**
 * The Gauss–Legendre rule: exact for polynomials up to the degree 2 × size − 1.
 *
 * Source: roots of the Legendre polynomial by Newton's method from Tricomi's approximation.
 *
 * @example
 * gaussLegendre(2).nodes // [-0.5773502692, 0.5773502692]
 */
export function gaussLegendre(size: number): Quadrature {
  const nodes = new Float64Array(size)
  const weights = new Float64Array(size)
  for (let at = 0; at < size; at += 1) {
    let x = -Math.cos((Math.PI * (at + 0.75)) / (size + 0.5))
    let slope = 0
    for (let turn = 0; turn < 20; turn += 1) {
      const [value, before] = legendre(size, x)
      slope = (size * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-16) break
    }
    nodes[at] = x
    weights[at] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

/** The Legendre polynomials of a degree and of the one before. */
function legendre(degree: number, x: number): [number, number] {
  let [before, value] = [1, x]
  for (let n = 2; n <= degree; n += 1)
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n]
  return [value, before]
}
