import { gaussLegendre } from '../numeric/gauss-legendre.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { History } from './histories.ts'
import type { LifetimeParameters } from './lifetime-parameters.ts'
import { type Outlook, outlookOf } from './outlook.ts'
import { outlookPurchases } from './process-purchases.ts'

export interface Discounting {
  /** In the unit of the history, 0 or more. */
  readonly horizon: number
  /** What is due after a time t counts (1 + discount)^−t times: a rate for one unit of time, 0 or more. */
  readonly discount: number
}

const { nodes, weights } = gaussLegendre(12)

/**
 * Purchases expected of one customer in the next `horizon`, each counted by what it is worth today.
 *
 * @throws LearningError `bad_history`, `bad_option`
 *
 * Source: ∫ e^−δt dE(t), by parts e^−δh E(h) + δ ∫ e^−δt E(t) dt, where δ = ln(1 + discount); the integral by
 * Gauss–Legendre with 12 nodes a panel. For Pareto/NBD and an endless horizon it is Fader, Hardie, Lee (2005), RFM and
 * CLV, Journal of Marketing Research 42(4), eq. (2).
 * Checked: against sums over short steps, and that paper's limit (discounted.test.ts).
 * Cost: 13 times that of the expected purchases, and more where δ × horizon is above 4.
 *
 * @example
 * const published = { model: 'bg_nbd', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
 * const undiscounted = { horizon: 39, discount: 0 }
 * Math.round(1000 * discountedPurchases(published, { frequency: 2, recency: 30.43, age: 38.86 }, undiscounted)) // 1226
 */
export function discountedPurchases(
  parameters: LifetimeParameters,
  history: History,
  { horizon, discount }: Discounting,
): number {
  requireOption('horizon', horizon, { least: 0 })
  requireOption('discount', discount, { least: 0 })
  return outlookDiscounted(outlookOf(parameters, history), horizon, Math.log1p(discount))
}

/** @param delta - ln(1 + discount) */
export function outlookDiscounted(outlook: Outlook, horizon: number, delta: number): number {
  const atEnd = Math.exp(-delta * horizon) * outlookPurchases(outlook, horizon)
  if (delta === 0 || horizon === 0) return atEnd
  // Beyond it what a purchase is worth is below rounding.
  const end = Math.min(horizon, 40 / delta)
  const panels = panelEnds(end, outlook.process.scale, delta)
  let before = 0
  let sum = 0
  for (const to of panels) {
    const half = (to - before) / 2
    for (let node = 0; node < nodes.length; node += 1) {
      const at = before + half * (1 + nodes[node]!)
      sum += half * weights[node]! * Math.exp(-delta * at) * outlookPurchases(outlook, at)
    }
    before = to
  }
  return atEnd + delta * sum
}

/** Panels that grow with time, since what is expected flattens out, but within which e^−δt does not fall too much. */
function panelEnds(end: number, scale: number, delta: number): number[] {
  const ends: number[] = []
  for (let at = 0; at < end; ) {
    at = Math.min(end, at + Math.min(2 * (scale + at), 4 / delta))
    ends.push(at)
  }
  return ends
}
