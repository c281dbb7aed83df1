import { deepFreeze } from '../deep-freeze.ts'
import { makeFolds } from '../evaluation/folds.ts'
import { fitLogistic } from '../linear/fit-logistic.ts'
import { fitRidge } from '../linear/fit-ridge.ts'
import type { FittedLinear } from '../linear/fitted-linear.ts'
import type { Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import type { PreparationOptions } from '../preparation/fit-preparation.ts'
import type { FittedBlend } from './blend.ts'
import { crossValidate } from './cross-validate.ts'
import type { Member } from './fit-voting.ts'
import type { FitRequest } from './method.ts'

export interface StackingOptions {
  /** Default 5. */
  readonly folds?: number
  /** Of every row, whose it is: all rows of one are in one fold. */
  readonly groups?: ArrayLike<number>
}

/**
 * Several methods, and a regression that learns how far to trust each from what they foretell of rows that they have not
 * seen (stacking). Weights that are all alike are voting; where one is better, it counts more.
 *
 * @throws LearningError what a method refuses; `bad_option`, `too_few_groups`, `wrong_length`
 *
 * Source: Wolpert (1992), Stacked generalization.
 * Cost: `folds` + 1 fits each.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(20, 21, 50, 60, 22, 40) }] }
 * const members = methods.filter(({ id }) => id === 'ridge' || id === 'neighbours').map(method => ({ method }))
 * const request = { table: ages, target: [20, 21, 50, 60, 22, 40], task: 'number', seed: 1 }
 * fitStacking(request, members, { folds: 2 }).of.length // 2
 */
export function fitStacking(
  request: FitRequest,
  members: readonly Member[],
  { folds = 5, groups }: StackingOptions = {},
): FittedBlend {
  requireOption('members', members.length, { least: 1, whole: true })
  const parts = makeFolds(request.target, { folds, random: seeded(request.seed), ...(groups && { groups }) })
  const answers = members.map(({ method, settings = {} }, at) => ({
    name: `${at}`,
    kind: 'number' as const,
    values: crossValidate(method, { ...request, settings }, parts).predicted,
  }))
  const { weights, bias, links } = weigh({ columns: answers }, request)
  return deepFreeze({
    kind: 'blend',
    version: 1,
    method: 'stacking',
    task: request.task,
    of: members.map(({ method, settings = {} }) => method.fit({ ...request, settings })),
    ...{ weights, bias, links },
  })
}

/** Answers as they are; one that says what another says stays in, and shares its weight. */
const AS_THEY_ARE: PreparationOptions = {
  scaling: 'none',
  transforms: 'none',
  constantShare: 1,
  duplicateCorrelation: 1,
}

function weigh(
  table: Table,
  { target, task, weights }: FitRequest,
): Pick<FittedBlend, 'weights' | 'bias' | 'links'> {
  // Answers lie within 0 and 1, so that their weights are large by themselves.
  const options = { preparation: AS_THEY_ARE, penalty: 0.01, ...(weights && { weights }) }
  const fitted: FittedLinear =
    task === 'binary' ? fitLogistic(table, target, options) : fitRidge(table, target, options)
  const found = new Map(fitted.preparation.features.map(({ column }, at) => [column, fitted.weights[at]!]))
  return {
    weights: table.columns.map(({ name }) => found.get(name) ?? 0),
    bias: fitted.intercept,
    links: fitted.links,
  }
}
