/** ln √(2π) */
const HALF_LOG_TWO_PI = 0.9189385332046727

/** From here on Stirling's series to seven terms is exact to double precision. */
const FAR = 10

/**
 * ln Γ(x).
 *
 * @param x - Above 0.
 *
 * Source: Stirling's series (Abramowitz and Stegun 6.1.41) above 10; below by Γ(x + 1) = x Γ(x).
 * Checked: scipy.special.gammaln from 1e-8 to 1e12, within 4e-15 of its size or, near 1 and 2, in itself
 * (special-functions.reference.test.ts).
 *
 * @example
 * Math.exp(logGamma(5)) // 24
 */
export function logGamma(x: number): number {
  if (x >= FAR) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirling(x)
  let product = 1
  let far = x
  while (far < FAR) {
    product *= far
    far += 1
  }
  return (far - 0.5) * Math.log(far) - far + HALF_LOG_TWO_PI + stirling(far) - Math.log(product)
}

function stirling(x: number): number {
  const inverse = 1 / x
  const square = inverse * inverse
  return (
    inverse *
    (1 / 12 -
      square *
        (1 / 360 -
          square *
            (1 / 1260 -
              square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square * (1 / 156)))))))
  )
}
