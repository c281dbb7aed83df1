import type { Scorer } from '@kindred/language'
import type { Table } from '@kindred/learning'
import { isDiscreteLifetime } from '../records/definitions.ts'
import type { FittedModel, ModelCard, ModelInput, ModelLevel } from '../records/fitted-model.ts'
import { spreadsOf } from './drift/spread.ts'
import { trainDiscreteLifetime } from './lifetime/train-discrete-lifetime.ts'
import { trainLifetime } from './lifetime/train-lifetime.ts'
import { directed, directionNotes } from './methods/directed-boosting.ts'
import { methodsFor } from './methods/methods-for.ts'
import { judgeBaseline } from './training/baseline.ts'
import {
  type Calibration,
  calibrate,
  calibrated,
  calibrationSpace,
  withCalibration,
} from './training/calibrate.ts'
import { featuresOf, instantsOf, notesOf } from './training/card-features.ts'
import { chooseThreshold, judgeThreshold } from './training/choose-threshold.ts'
import { droppedFeatures, withoutFeatures } from './training/dropped-features.ts'
import { explainFeatures } from './training/explain-features.ts'
import { judgeRows } from './training/judge.ts'
import { judgeSegments } from './training/judge-segments.ts'
import { leadingFigure } from './training/leading-figure.ts'
import { levelCalibration, levelNote, levelOf, withLevel } from './training/level.ts'
import { partOf } from './training/part-of.ts'
import { rowSet, type SplitRows, splitRows } from './training/split-rows.ts'
import { type Allowance, type Trials, tryMethods } from './training/try-methods.ts'
import { typicalValue } from './training/typical-value.ts'
import type { TrainingTask } from './training-task.ts'
import { trainUplift } from './uplift/train-uplift.ts'

/** What training gives; who stores it adds where and when. */
export type TrainedModel = Pick<
  FittedModel,
  'method' | 'answer' | 'inputs' | 'scorer' | 'outputs' | 'fitted'
> & {
  readonly card: Omit<ModelCard, 'definitionsVersion' | 'batch' | 'population' | 'ahead'>
}

/** Of the whole, as time goes: trying, then the last fit, then judging. */
const TRYING = 0.75
const FITTING = 0.1

/**
 * Trains a model: tries methods and settings by the same folds, takes the best, makes its chances as frequent as they
 * say, and judges it by rows it did not learn from. What is judged is what is given back: it is not fitted again.
 *
 * @throws EngineError `method_not_for`, `method_without_direction`, `too_few_to_learn_from`, `one_answer_only`, `target_given_away`; LearningError
 *
 * @example
 * const { card } = trainModel(task, { clock: () => performance.now() })
 * card.judged.figures // [{ name: 'auc', value: 0.81, interval: [0.79, 0.83] }, …]
 */
export function trainModel(task: TrainingTask, allowance: Allowance): TrainedModel {
  const { lifetime } = task.asked
  if (lifetime !== undefined)
    return isDiscreteLifetime(lifetime)
      ? trainDiscreteLifetime(task, lifetime, allowance)
      : trainLifetime(task, lifetime, allowance)
  if (task.asked.uplift !== undefined) return trainUplift(task, task.asked.uplift, allowance)
  const { method: wanted, monotone } = task.asked
  const fitting = methodsFor(wanted, task.answer)
  const given = splitRows(task)
  const dropped = droppedFeatures(task, given)
  const kept = withoutFeatures(task, dropped)
  const split: SplitRows = {
    ...given,
    learn: rowSet(kept, given.learn.rows),
    judge: rowSet(kept, given.judge.rows),
  }
  const methods = monotone === undefined ? fitting : directed(fitting, monotone, kept.features)
  const trials = tryMethods(task, methods, split.learn, {
    ...partOf(allowance, 0, TRYING),
    clock: allowance.clock,
  })
  const { method, settings, unseen } = trials.chosen
  const watch = partOf(allowance, TRYING, FITTING)
  const signal = watch.signal === undefined ? {} : { signal: watch.signal }
  const { learn } = split
  const model = method.fit({ ...learn, settings, seed: task.seed, watch: signal }, task.answer)
  watch.progress?.(1, 1)
  const inputs = inputsOf(kept)
  const bare = model.scorer(column => inputs.findIndex(({ name }) => name === column))
  const calibration = calibrationOf(task, learn, unseen, bare)
  const predict = (table: Table) => calibrated(calibration, model.predict(table))
  const level = levelFor(task, split, predict)
  const card = cardOf({ task, kept, split, trials, calibration, predict, dropped, level })
  partOf(allowance, TRYING + FITTING, 1 - TRYING - FITTING).progress?.(1, 1)
  return {
    method: method.id,
    answer: task.answer,
    inputs,
    ...(bare && { scorer: withLevel(withCalibration(bare, calibration), level ?? { factor: 1 }) }),
    fitted: model.fitted,
    card,
  }
}

function inputsOf({ features }: TrainingTask): readonly ModelInput[] {
  return features.map(({ name, is, label, kind }) => ({ name, is, label, kind }))
}

function calibrationOf(
  { answer, seed }: TrainingTask,
  learn: SplitRows['learn'],
  unseen: Float64Array,
  scorer: Scorer | undefined,
): Calibration {
  if (answer === 'chance') return calibrate(learn, unseen, calibrationSpace(scorer), seed)
  return { by: 'none', on: 'chances', says: 'An amount is not calibrated.' }
}

/** Only what a later period has come to has a level. */
function levelFor({ answer }: TrainingTask, { by, judge }: SplitRows, predict: Made['predict']) {
  return answer === 'amount' && by === 'later' ? levelOf(judge.target, predict(judge.table)) : undefined
}

interface Made {
  readonly task: TrainingTask
  readonly kept: TrainingTask
  readonly split: SplitRows
  readonly trials: Trials
  readonly calibration: Calibration
  readonly predict: (table: Table) => Float64Array
  readonly dropped: ReadonlyMap<string, string>
  readonly level: ModelLevel | undefined
}

function cardOf({ level, ...made }: Made): TrainedModel['card'] {
  const { task, kept, split, trials, calibration, predict, dropped } = made
  const { answer, seed, budget, asked } = task
  const { learn, judge, by } = split
  const predicted = predict(judge.table)
  const threshold =
    answer === 'chance'
      ? chooseThreshold(asked, learn.target, calibrated(calibration, trials.chosen.unseen))
      : undefined
  const judged = judgeRows({ judge, predicted, answer, threshold: threshold?.at ?? 0, seed })
  const told = explainFeatures(predict, judge, leadingFigure(answer), seed)
  const typical = new Map(learn.table.columns.map(column => [column.name, typicalValue(column)]))
  return {
    ...{ seed, budget },
    instants: instantsOf(task, split),
    rows: learn.target.length,
    folds: trials.folds,
    features: featuresOf(task, dropped, { told, typical }),
    tried: trials.tried,
    recommendation: trials.recommendation,
    calibration:
      level === undefined ? { by: calibration.by, says: calibration.says } : levelCalibration(level),
    ...(level && { level }),
    judged: { by, at: task.instants.at(-1)?.at ?? 0, ...judged },
    baseline: judgeBaseline(answer, learn, judge, seed),
    segments: judgeSegments(kept, judge, predicted),
    spreads: spreadsOf(
      judge.table,
      predicted.map(value => value * (level?.factor ?? 1)),
    ),
    ...(threshold && { threshold: judgeThreshold(threshold, asked, judge, predicted) }),
    notes: [
      ...notesOf(task, split, dropped),
      ...directionNotes(asked.monotone, kept.features),
      ...(level === undefined ? [] : levelNote(level, instantsOf(task, split))),
    ],
  }
}
