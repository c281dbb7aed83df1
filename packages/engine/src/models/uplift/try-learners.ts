import {
  type Fold,
  judgeUplift,
  LearningError,
  makeFolds,
  seeded,
  selectTable,
  type Watch,
} from '@kindred/learning'
import type { TriedMethod } from '../../records/fitted-model.ts'
import { partOf } from '../training/part-of.ts'
import type { RowSet } from '../training/split-rows.ts'
import type { Allowance } from '../training/try-methods.ts'
import type { TrainingTask } from '../training-task.ts'
import { predictEffects } from './effects-model.ts'
import type { EffectsLearner } from './learners-for.ts'

export interface TriedLearners {
  readonly chosen: EffectsLearner
  readonly tried: readonly TriedMethod[]
  readonly folds: number
  readonly recommendation: string
}

const FOLDS = 3

interface Trial {
  readonly learner: EffectsLearner
  readonly figure: number
  readonly error: number
}

/**
 * Compares ways to learn effects by the same folds of customers, by the mean Qini of all treatments; of those that are as
 * good within one standard error the plainest is taken.
 *
 * @throws what the only one refuses; LearningError `cancelled`
 */
export function tryLearners(
  task: TrainingTask,
  learners: readonly EffectsLearner[],
  learn: RowSet & { readonly arms: Int32Array },
  allowance: Allowance,
): TriedLearners {
  const folds = foldsOf(learn, task.seed)
  const end = allowance.clock() + 1000 * task.budget
  const trials: Trial[] = []
  const excluded: TriedMethod[] = []
  learners.forEach((learner, at) => {
    if (trials.length > 0 && allowance.clock() > end) {
      excluded.push(leftOut(learner, `the ${task.budget} seconds it was given were over`))
      return
    }
    const watch = partOf(allowance, at / learners.length, 1 / learners.length)
    try {
      trials.push(tryOne({ task, learner, learn, folds, watch }))
    } catch (error) {
      if (!(error instanceof LearningError) || error.code === 'cancelled' || learners.length === 1)
        throw error
      excluded.push(leftOut(learner, error.message))
    }
  })
  return { ...compared(trials, excluded), folds: folds.length }
}

/** As many of every arm in each fold, and as much that came true. */
function foldsOf({ target, arms, customers }: RowSet & { readonly arms: Int32Array }, seed: number) {
  const most = Math.max(...target.map(Math.abs), 1)
  const dealt = target.map((value, row) => 3 * most * (arms[row] ?? 0) + value)
  return makeFolds(dealt, { folds: FOLDS, random: seeded(seed), groups: customers })
}

interface One {
  readonly task: TrainingTask
  readonly learner: EffectsLearner
  readonly learn: RowSet & { readonly arms: Int32Array }
  readonly folds: readonly Fold[]
  readonly watch: Watch
}

function tryOne({ task, learner, learn, folds, watch }: One): Trial {
  const figures = folds.map(({ train, test }, at) => {
    const part = partOf(watch, at / folds.length, 1 / folds.length)
    const fitted = learner.fit({
      table: selectTable(learn.table, train),
      target: pick(learn.target, train),
      arms: Int32Array.from(train, row => learn.arms[row] ?? 0),
      ...{ answer: task.answer, seed: task.seed },
      watch: part.signal === undefined ? {} : { signal: part.signal },
    })
    const { effects } = predictEffects(fitted, selectTable(learn.table, test))
    part.progress?.(1, 1)
    const qinis = effects.map((scores, treatment) => qiniOf(learn, test, { scores, arm: treatment + 1 }))
    return qinis.reduce((sum, qini) => sum + qini, 0) / qinis.length
  })
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length
  const square = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0)
  return { learner, figure: mean, error: Math.sqrt(square / (figures.length - 1) / figures.length) }
}

function qiniOf(
  { target, arms }: One['learn'],
  test: Int32Array,
  { scores, arm }: { readonly scores: Float64Array; readonly arm: number },
): number {
  const places = Int32Array.from(test.keys()).filter(place =>
    [0, arm].includes(arms[test[place] ?? -1] ?? -1),
  )
  return judgeUplift({
    target: Float64Array.from(places, place => target[test[place] ?? -1] ?? 0),
    treatment: Int32Array.from(places, place => (arms[test[place] ?? -1] === arm ? 1 : 0)),
    scores: pick(scores, places),
  }).qini
}

function compared(
  trials: readonly Trial[],
  excluded: readonly TriedMethod[],
): Pick<TriedLearners, 'chosen' | 'tried' | 'recommendation'> {
  const best = trials.toSorted((a, b) => b.figure - a.figure)
  const [first] = best
  if (first === undefined) throw new Error('no learner was tried')
  const chosen = trials.find(({ figure }) => first.figure - figure <= first.error) ?? first
  const said = ({ learner, figure }: Trial) => `${learnerText(learner)} (Qini ${figure.toPrecision(3)})`
  return {
    chosen: chosen.learner,
    tried: [
      ...best.map(
        (trial): TriedMethod => ({
          ...{ method: trial.learner.method, settings: learnerText(trial.learner) },
          ...{ figure: { name: 'qini', value: trial.figure }, error: trial.error },
          ...{ chosen: trial === chosen, hasFormula: true },
        }),
      ),
      ...excluded,
    ],
    recommendation:
      chosen === first
        ? `${said(chosen)} did best over the folds.`
        : `${said(first)} did best over the folds, and ${said(chosen)} is as good within one standard error (${first.error.toPrecision(2)}) and plainer.`,
  }
}

const names: Readonly<Record<EffectsLearner['learner'], string>> = {
  t: 'two models',
  s: 'one model',
  x: 'crossed models (X)',
  dr: 'doubly robust',
  tree: 'a tree of effects',
}

/** What a learner is called: `two models of logistic`. */
export function learnerText({ learner, method }: EffectsLearner): string {
  return learner === 'tree' ? names.tree : `${names[learner]} of ${method}`
}

function leftOut(learner: EffectsLearner, reason: string): TriedMethod {
  return {
    ...{ method: learner.method, settings: learnerText(learner) },
    figure: { name: 'qini', value: -Number.MAX_VALUE },
    ...{ error: 0, chosen: false, hasFormula: true, excluded: reason },
  }
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}
