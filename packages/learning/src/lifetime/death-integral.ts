import { gaussLegendre } from '../numeric/gauss-legendre.ts'

/** What the integrand decays or grows by at most within one panel, as an exponent; a panel is never longer than `LONGEST`. */
const STEEPEST = 12
const LONGEST = 2.5
/** What comes after a panel at whose end this is left of the integrand's greatest value does not count. */
const NEGLIGIBLE = 1e-18

const { nodes, weights } = gaussLegendre(16)

/**
 * Calls `read` at the places of a quadrature of [from, to], for integrands such as (α + y)^−k (β + y)^−l: the steps are
 * even in ln(y + least), where such a function is smooth however near α or β are to 0.
 *
 * @param least - The smaller of α and β, above 0.
 * @param steep - No less than k + l + 1: how steep the logarithm of the integrand is.
 * @param read  - Given a place and what it counts, it adds to its own sums and returns the integrand's size times that.
 *
 * Source: composite Gauss–Legendre quadrature with 16 nodes a panel.
 */
export function overLifetime(
  from: number,
  to: number,
  least: number,
  steep: number,
  read: (at: number, share: number) => number,
): void {
  const start = Math.log(from + least)
  const whole = Math.log1p((to - from) / (from + least))
  const panels = Math.max(1, Math.ceil(whole * Math.max(steep / STEEPEST, 1 / LONGEST)))
  const half = whole / panels / 2
  let greatest = 0
  for (let panel = 0; panel < panels; panel += 1) {
    const middle = (2 * panel + 1) * half
    let last = 0
    for (let node = 0; node < nodes.length; node += 1) {
      const along = middle + half * nodes[node]!
      const at = Math.min(to, from + (from + least) * Math.expm1(along))
      const share = half * weights[node]! * Math.exp(start + along)
      last = read(at, share) / weights[node]!
      if (last > greatest) greatest = last
    }
    if (last <= NEGLIGIBLE * greatest) return
  }
}
