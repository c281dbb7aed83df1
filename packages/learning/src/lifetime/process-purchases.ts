import { requireOption } from '../numeric/require-option.ts'
import type { GeometricProcess, Outlook, ParetoProcess } from './outlook.ts'

/** What is left out of a sum is at most this share of it. */
const TAIL = 1e-15
/** Sums are scaled down above it, long before they overflow. */
const LARGE = 1e200

/** A horizon of so many times alpha and age together would take tens of millions of terms. */
const FARTHEST = 1_000_000

/** Purchases in the next `time`, of one who is there with the probability `alive`. */
export function outlookPurchases({ alive, process }: Outlook, time: number): number {
  if (time === 0) return 0
  return (
    alive *
    (process.kind === 'geometric' ? geometricPurchases(process, time) : paretoPurchases(process, time))
  )
}

/**
 * Σ P(n occasions within the time) × (how many of n are made before dropping out), over n.
 *
 * Equal to eq. (9) and (10) of Fader, Hardie, Lee (2005), but all terms are above 0 and nothing is divided by a − 1: no
 * cancelling, no hole at a = 1. Without drop-out there are negative binomially many occasions, with `reach` as chance;
 * of n of them 1 + E(1 − p) + … + E(1 − p)ⁿ⁻¹ are made, and E(1 − p)ʲ is a running product.
 */
function geometricPurchases({ shape, scale, a, b }: GeometricProcess, time: number): number {
  requireOption('horizon', time, { least: 0, most: FARTHEST * scale })
  const reach = time / (scale + time)
  let [term, terms, made, still, sum] = [1, 1, 0, 1, 0]
  for (let n = 1; ; n += 1) {
    term *= (reach * (shape + n - 1)) / n
    made += still
    still *= (b + n - 1) / (a + b + n - 1)
    terms += term
    sum += term * made
    if (terms > LARGE) [term, terms, sum] = [term / LARGE, terms / LARGE, sum / LARGE]
    // From here on the terms fall at least as fast as a geometric series with this ratio.
    const ratio = (reach * (shape + n)) / (n + 1) + reach / (n + 1)
    if (ratio < 1 && term * (made + 1) * ratio <= TAIL * (1 - ratio) * sum) return sum / terms
  }
}

/** Schmittlein et al. (1987), eq. (22), without a hole at s = 1. */
function paretoPurchases({ shape, scale, s, beta }: ParetoProcess, time: number): number {
  const longer = Math.log1p(time / beta)
  const steep = (s - 1) * longer
  const stay = Math.abs(steep) < 1e-300 ? longer : (longer * -Math.expm1(-steep)) / steep
  return (shape / scale) * beta * stay
}
