/** From here on the asymptotic series to seven terms is exact to double precision. */
const FAR = 10

/**
 * ψ(x), the derivative of ln Γ(x).
 *
 * @param x - Above 0.
 *
 * Source: Abramowitz and Stegun 6.3.18 above 10; below by ψ(x + 1) = ψ(x) + 1/x.
 * Checked: scipy.special.digamma from 1e-8 to 1e12, within 4e-15 of its size or, near its zero, in itself
 * (special-functions.reference.test.ts).
 *
 * @example
 * digamma(1) // -0.5772156649
 */
export function digamma(x: number): number {
  let below = 0
  let far = x
  while (far < FAR) {
    below += 1 / far
    far += 1
  }
  const square = 1 / (far * far)
  const series =
    square *
    (1 / 12 -
      square *
        (1 / 120 -
          square *
            (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square * (1 / 12)))))))
  return Math.log(far) - 0.5 / far - series - below
}
