import type {
  LeavingByChance,
  LeavingByRate,
  LifetimeAhead,
  LifetimeScorer,
  LifetimeWorth,
} from '@kindred/language'
import { betaQuadrature, gaussLegendre, type LifetimeParameters } from '@kindred/learning'
import type { InputPlaces } from '../methods/learned-model.ts'
import type { FittedLifetimeScore } from './fitted-lifetime-score.ts'

/** Places at which chances to drop out are read: exact to nine digits for up to some 200 purchases. */
const CHANCES = 64
/** Parts of the time since the last purchase at which she may have left. */
const PARTS = 32
/** Times at which a discounted stream is read. */
const TIMES = 8

/** The formula of a lifetime model, as SQL and closure work it out. */
export function lifetimeScorer(fitted: FittedLifetimeScore, places: InputPlaces): LifetimeScorer {
  const { parameters } = fitted.lifetime
  return {
    kind: 'lifetime',
    inputs: {
      purchases: places('lifetime_count'),
      sinceFirst: places('lifetime_age'),
      sinceLast: places('lifetime_gap'),
    },
    r: parameters.r,
    alpha: parameters.alpha,
    leaving: leavingOf(parameters),
    ...(fitted.gives !== 'alive' && { ahead: aheadOf(fitted) }),
    ...(fitted.gives === 'value' && { worth: worthOf(fitted, places) }),
    links: [],
  }
}

function leavingOf(parameters: LifetimeParameters): LeavingByChance | LeavingByRate {
  if (parameters.model === 'pareto_nbd') {
    const { nodes, weights } = gaussLegendre(PARTS)
    return {
      kind: 'rate',
      s: parameters.s,
      beta: parameters.beta,
      parts: Array.from(nodes, node => (1 + node) / 2),
      shares: Array.from(weights, weight => weight / 2),
    }
  }
  const { model, a, b } = parameters
  const { nodes, weights } = betaQuadrature(a, b, CHANCES)
  const kept = Array.from(nodes.keys()).filter(at => nodes[at]! > 0 && nodes[at]! < 1)
  return {
    ...{ kind: 'chance', a, b, first: model === 'mbg_nbd' ? 1 : 0 },
    chances: kept.map(at => nodes[at]!),
    shares: kept.map(at => weights[at]!),
  }
}

/** e^−δh E(h) + δ ∫ e^−δt E(t) dt, the integral by Gauss–Legendre. */
function aheadOf({ horizon, discount }: FittedLifetimeScore): LifetimeAhead {
  const delta = Math.log1p(discount)
  if (delta === 0) return { times: [horizon], shares: [1] }
  const { nodes, weights } = gaussLegendre(TIMES)
  const times = Array.from(nodes, node => ((1 + node) / 2) * horizon)
  const inner = times.map((time, at) => (weights[at]! / 2) * horizon * delta * Math.exp(-delta * time))
  return { times: [...times, horizon], shares: [...inner, Math.exp(-delta * horizon)] }
}

function worthOf({ spending, margin }: FittedLifetimeScore, places: InputPlaces): LifetimeWorth {
  if (spending === undefined) throw new RangeError('A lifetime model without spending gives no value.')
  const { p, q, v } = spending.parameters
  return { spent: places('lifetime_sum'), firstSpent: places('lifetime_first'), p, q, v, margin }
}
