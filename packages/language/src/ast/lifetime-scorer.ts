import type { ScoreLink } from './scorer.ts'

/**
 * What a lifetime model (BG/NBD, MBG/NBD, Pareto/NBD, with Gamma-Gamma) says of one customer: whether she still buys, how
 * often she will, what that is worth. Times are in days.
 *
 * Purchases come at rates that are gamma with the shape `r` and the scale `alpha` among customers; means over chances to
 * drop out are sums over places of a quadrature.
 */
export interface LifetimeScorer {
  readonly kind: 'lifetime'
  readonly inputs: LifetimeInputs
  readonly r: number
  readonly alpha: number
  readonly leaving: LeavingByChance | LeavingByRate
  /** Absent: the chance that she still buys. */
  readonly ahead?: LifetimeAhead
  /** Absent: purchases are counted, not what they are worth. */
  readonly worth?: LifetimeWorth
  readonly links: readonly ScoreLink[]
}

/** Places of inputs, all numbers. Without a purchase the last two are missing, and the score is unknown. */
export interface LifetimeInputs {
  /** Purchases so far, the first among them. */
  readonly purchases: number
  readonly sinceFirst: number
  readonly sinceLast: number
}

/** After a purchase she may drop out; chances are beta (a, b) among customers. */
export interface LeavingByChance {
  readonly kind: 'chance'
  readonly a: number
  readonly b: number
  /** 1 where she may drop out after the first purchase already, else 0. */
  readonly first: 0 | 1
  /** The mean of f over beta (a, b) is the sum of shares × f(chance). */
  readonly chances: readonly number[]
  readonly shares: readonly number[]
}

/** She leaves at any time; rates are gamma with the shape s and the scale beta among customers. */
export interface LeavingByRate {
  readonly kind: 'rate'
  readonly s: number
  readonly beta: number
  /** The integral of f from 0 to 1 is the sum of shares × f(part). */
  readonly parts: readonly number[]
  readonly shares: readonly number[]
}

/** What is expected is the sum of shares × the purchases expected within each time; more than one of them is a discount. */
export interface LifetimeAhead {
  readonly times: readonly number[]
  readonly shares: readonly number[]
}

/** A purchase is worth p (v + what the later ones brought) / (p × their number + q − 1), times the margin. */
export interface LifetimeWorth {
  /** Places of inputs: what all purchases brought, and the first. */
  readonly spent: number
  readonly firstSpent: number
  readonly p: number
  readonly q: number
  readonly v: number
  readonly margin: number
}
