import { requireOption } from '../numeric/require-option.ts'

/** How people buy without a contract: nobody says when she has left. */
export type LifetimeModel = 'bg_nbd' | 'mbg_nbd' | 'pareto_nbd'

/** Drop-out after a purchase, with a chance: BG/NBD and MBG/NBD. */
export interface GeometricParameters {
  readonly model: 'bg_nbd' | 'mbg_nbd'
  /** Shape of the rates of purchase. */
  readonly r: number
  /** Scale of the rates, in the unit of the histories: a mean rate is r / alpha. */
  readonly alpha: number
  /** The mean chance to drop out after a purchase is a / (a + b). */
  readonly a: number
  readonly b: number
}

/** Drop-out at any time, at a rate: Pareto/NBD. */
export interface ParetoParameters {
  readonly model: 'pareto_nbd'
  readonly r: number
  readonly alpha: number
  /** Shape of the rates of leaving. */
  readonly s: number
  /** Scale of the rates of leaving, in the unit of the histories. */
  readonly beta: number
}

/** What a lifetime model says of a population; all numbers above 0. */
export type LifetimeParameters = GeometricParameters | ParetoParameters

/** @throws LearningError `bad_option` */
export function requireParameters(parameters: LifetimeParameters): void {
  const { model, ...numbers } = parameters
  for (const [name, value] of Object.entries(numbers)) requireOption(`${model}.${name}`, value, { above: 0 })
}
