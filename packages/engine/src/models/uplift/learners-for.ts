import {
  fitUplift,
  fitUpliftTree,
  type Method,
  methods,
  seeded,
  type Table,
  type Watch,
} from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { UpliftLearner } from '../../records/definitions.ts'
import type { FittedMethod } from '../../records/fitted-model.ts'
import type { ModelMethod } from '../../records/model-methods.ts'
import type { FittedEffects } from './effects-model.ts'

export interface EffectsRequest {
  readonly table: Table
  readonly target: Float64Array
  /** 0 was left alone, 1 had the first treatment, and so on. */
  readonly arms: Int32Array
  readonly answer: 'chance' | 'amount'
  readonly seed: number
  readonly watch: Watch
}

/** A way to learn effects: a learner over a method, or a tree. */
export interface EffectsLearner {
  readonly learner: Exclude<UpliftLearner, 'auto'>
  readonly method: FittedMethod
  fit(request: EffectsRequest): FittedEffects
}

/** The usual forms of trees, which effects are learned with: of effects little is to be seen, so that they are small. */
const settings: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  boosting: { rounds: 60, rate: 0.1, leaves: 8, least: 20 },
  forest: { leaf: 60, trees: 100 },
}

/** What `auto` compares, the plainest first. */
const automatic: readonly (readonly [Exclude<EffectsLearner['learner'], 'tree'>, 'linear' | 'boosting'])[] = [
  ['t', 'linear'],
  ['dr', 'linear'],
  ['x', 'linear'],
  ['t', 'boosting'],
  ['x', 'boosting'],
]

/**
 * The ways to try, as the model names learner and method; where it leaves them open, several.
 *
 * @throws EngineError `method_not_for` of a method that cannot foretell what is asked, or has no formula
 */
export function learnersFor(
  { learner, method }: { readonly learner: UpliftLearner; readonly method: ModelMethod },
  answer: 'chance' | 'amount',
): readonly EffectsLearner[] {
  const linear = answer === 'chance' ? ('logistic' as const) : ('ridge' as const)
  if (learner === 'tree') return [treeLearner]
  if (method !== 'auto') {
    const base = methodOf(method, answer)
    const learners = learner === 'auto' ? (['t', 'x', 'dr'] as const) : [learner]
    return learners.map(each => metaLearner(each, base))
  }
  const found = automatic
    .filter(([each]) => learner === 'auto' || each === learner)
    .map(([each, kind]) => metaLearner(each, methodOf(kind === 'linear' ? linear : kind, answer)))
  if (learner === 'auto') return [...found, treeLearner]
  return found.length > 0 ? found : [metaLearner(learner, methodOf('boosting', answer))]
}

/** Methods whose every part has a formula. */
function methodOf(id: ModelMethod, answer: 'chance' | 'amount'): Method {
  const task = answer === 'chance' ? 'binary' : 'number'
  const able = methods.filter(each => each.tasks.includes(task) && each.id !== 'neighbours')
  const found = able.find(each => each.id === id)
  if (found !== undefined) return found
  throw new EngineError('method_not_for', { method: id, answer, methods: able.map(each => each.id) })
}

function metaLearner(learner: Exclude<EffectsLearner['learner'], 'tree'>, base: Method): EffectsLearner {
  return {
    learner,
    // Every method of learning's that gets here is one that models are trained by.
    method: base.id as FittedMethod,
    fit: ({ table, target, arms, answer, seed, watch }) =>
      fitUplift(learner, {
        ...{ table, target, treatment: arms, seed, method: base },
        task: answer === 'chance' ? 'binary' : 'number',
        settings: settings[base.id] ?? {},
        ...watch,
      }),
  }
}

const treeLearner: EffectsLearner = {
  learner: 'tree',
  method: 'tree',
  fit: ({ table, target, arms, answer, seed, watch }) =>
    fitUpliftTree(table, target, {
      treatment: arms,
      task: answer === 'chance' ? 'binary' : 'number',
      random: seeded(seed),
      ...watch,
    }),
}
