import { deepFreeze } from '../deep-freeze.ts'
import { LearningError } from '../errors.ts'
import type { Objective } from '../numeric/line-search.ts'
import type { Watch } from '../numeric/watch.ts'
import { geometricLikelihood } from './geometric-likelihood.ts'
import { type GroupedHistories, groupHistories, thinned } from './group-histories.ts'
import type { Histories } from './histories.ts'
import type { LifetimeModel, LifetimeParameters } from './lifetime-parameters.ts'
import { type Likeliest, type Likelihood, maximiseLikelihood } from './maximise-likelihood.ts'
import { paretoLikelihood } from './pareto-likelihood.ts'

export interface LifetimeOptions extends Watch {
  readonly model: LifetimeModel
}

/** A lifetime model of a population: plain, frozen, survives JSON. */
export interface FittedLifetime extends Likelihood {
  readonly kind: 'lifetime'
  readonly version: 1
  readonly parameters: LifetimeParameters
  /** The standard error of each parameter, by its name; null where the data do not tell it. */
  readonly errors: Readonly<Record<string, number | null>>
  /** Parameters that the data do not tell: what the model says may still hold, what they stand for does not. */
  readonly unidentified: readonly string[]
  readonly customers: number
  /** How many of them bought again. */
  readonly returned: number
  /** How many histories differ. */
  readonly histories: number
}

/** So many groups tell which start is the best. */
const ROUGH = 4000

/**
 * How often customers buy and how long they stay, from frequency, recency and age alone, by maximum likelihood.
 *
 * @param histories - A value a customer in each; recency and age in one unit, which is that of every result.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`, `nobody_returned`, `cancelled`
 *
 * Source: Fader, Hardie, Lee (2005), Marketing Science 24(2); Batislam et al. (2007), IJRM 24(3); Schmittlein et al.
 * (1987), Management Science 33(1).
 * Checked: the parameters and likelihoods that were published for CDNOW (cdnow.reference.test.ts).
 * Cost: some 40 passes over the histories that differ; purchases do not count. A million customers take a second or
 * two for BG/NBD, ten times that for Pareto/NBD.
 *
 * @example
 * const frequency = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 5, 8]
 * const recency = [0, 0, 0, 0, 0, 0, 3, 20, 9, 28, 12, 31, 25, 37]
 * const fitted = fitLifetime({ frequency, recency, age: frequency.map(() => 38) }, { model: 'bg_nbd' })
 * [fitted.kind, fitted.customers, fitted.returned] // ['lifetime', 14, 8]
 */
export function fitLifetime(histories: Histories, { model, ...watch }: LifetimeOptions): FittedLifetime {
  return fitGrouped(groupHistories(histories), model, watch)
}

/** The same of histories that are grouped already. */
export function fitGrouped(
  groups: GroupedHistories,
  model: LifetimeModel,
  watch: Watch = {},
): FittedLifetime {
  const returned = groups.customers - (groups.counts[0] ?? 0)
  if (returned < 2) throw new LearningError('nobody_returned', { returned, customers: groups.customers })
  const few = thinned(groups, Math.floor(groups.weights.length / ROUGH))
  const likeliest = maximiseLikelihood({
    objective: likelihoodOf(groups, model),
    rough: likelihoodOf(few, model),
    starts: startsOf(groups, model),
    customers: groups.customers,
    watch,
  })
  return deepFreeze(fittedOf(groups, model, returned, likeliest))
}

function likelihoodOf(groups: GroupedHistories, model: LifetimeModel): Objective {
  if (model === 'pareto_nbd') return paretoLikelihood(groups)
  return geometricLikelihood(groups, model === 'bg_nbd' ? 0 : 1)
}

/** Much and little difference between customers, quick and slow drop-out, around the observed mean rate. */
function startsOf(groups: GroupedHistories, model: LifetimeModel): readonly (readonly number[])[] {
  const { frequency, age, times, weights } = groups
  let [purchases, time] = [0, 0]
  for (let group = 0; group < weights.length; group += 1) {
    purchases += weights[group]! * frequency[group]!
    time += weights[group]! * times[age[group]!]!
  }
  const gap = time / purchases
  const mean = time / groups.customers
  const shapes = [0.3, 1.5]
  const leaving =
    model === 'pareto_nbd'
      ? [
          [0.6, mean / 3],
          [1, 4 * mean],
        ]
      : [
          [0.8, 2.5],
          [0.5, 10],
        ]
  return shapes.flatMap(r => leaving.map(([first = 1, second = 1]) => [r, r * gap * 0.7, first, second]))
}

function namesOf(model: LifetimeModel): readonly string[] {
  return model === 'pareto_nbd' ? ['r', 'alpha', 's', 'beta'] : ['r', 'alpha', 'a', 'b']
}

function fittedOf(
  groups: GroupedHistories,
  model: LifetimeModel,
  returned: number,
  { parameters, errors, unidentified, ...likelihood }: Likeliest,
): FittedLifetime {
  const names = namesOf(model)
  const [r = 0, alpha = 0, third = 0, fourth = 0] = parameters
  return {
    kind: 'lifetime',
    version: 1,
    parameters:
      model === 'pareto_nbd'
        ? { model, r, alpha, s: third, beta: fourth }
        : { model, r, alpha, a: third, b: fourth },
    errors: Object.fromEntries(names.map((name, at) => [name, errors[at] ?? null])),
    unidentified: unidentified.map(at => names[at]!),
    customers: groups.customers,
    returned,
    histories: groups.weights.length,
    ...likelihood,
  }
}
