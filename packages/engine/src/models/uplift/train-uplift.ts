import type { Table } from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { UpliftDefinition } from '../../records/definitions.ts'
import type { JudgedSegment, ModelCard, ModelInput, UpliftCard } from '../../records/fitted-model.ts'
import { spreadsOf } from '../drift/spread.ts'
import type { TrainedModel } from '../train-model.ts'
import { featuresOf, instantsOf, notesOf } from '../training/card-features.ts'
import { droppedFeatures, withoutFeatures } from '../training/dropped-features.ts'
import { explainFeatures } from '../training/explain-features.ts'
import { leadingFigure } from '../training/leading-figure.ts'
import { partOf } from '../training/part-of.ts'
import { type RowSet, rowSet, type SplitRows, splitRows } from '../training/split-rows.ts'
import type { Allowance } from '../training/try-methods.ts'
import { typicalValue } from '../training/typical-value.ts'
import type { TrainingTask } from '../training-task.ts'
import { type EffectScorers, effectScorers, type FittedEffects, predictEffects } from './effects-model.ts'
import { judgeEffects, observedEffect, worthOf } from './judge-effects.ts'
import { type EffectsLearner, learnersFor } from './learners-for.ts'
import { learnerText, type TriedLearners, tryLearners } from './try-learners.ts'

/** The name of what comes of those who are left alone. */
const LEFT_ALONE = 'left_alone'
const LEAST_ARM = 30
/** Of the whole, as time goes: trying, then the last fit. */
const TRYING = 0.8

type ArmRows = RowSet & { readonly arms: Int32Array }

/**
 * Trains a model of what treatments change: tries ways to learn it by the same folds, takes the best, and judges it by
 * rows it did not learn from, by Qini and uplift curves with intervals.
 *
 * @throws EngineError `arm_too_small`, `too_few_to_learn_from`, `one_answer_only`, `method_not_for`, `target_given_away`;
 *   LearningError
 */
export function trainUplift(task: TrainingTask, asked: UpliftDefinition, allowance: Allowance): TrainedModel {
  const treatments = Object.keys(asked.treatments)
  const given = splitRows(task)
  const dropped = droppedFeatures(task, given)
  const kept = withoutFeatures(task, dropped)
  const learn = requireArms(task, treatments, rowSet(kept, given.learn.rows))
  const judge = requireArms(task, treatments, rowSet(kept, given.judge.rows))
  const { learner } = asked
  const learners = learnersFor({ learner, method: task.asked.method }, task.answer)
  const trying = { ...partOf(allowance, 0, TRYING), clock: allowance.clock }
  const tried = tryLearners(task, learners, learn, trying)
  const { signal } = allowance
  const { answer, seed } = task
  const fitted = tried.chosen.fit({ ...learn, answer, seed, watch: signal === undefined ? {} : { signal } })
  partOf(allowance, TRYING, 1 - TRYING).progress?.(1, 2)
  const inputs = inputsOf(kept, fitted, treatments.length)
  const scorers = scorersOf(fitted, inputs)
  const split = { ...given, learn, judge }
  const card = cardOf({ task, kept, split, dropped, tried, fitted, treatments })
  partOf(allowance, TRYING, 1 - TRYING).progress?.(1, 1)
  const [main] = scorers?.effects ?? []
  return {
    ...{ method: tried.chosen.method, answer, inputs, fitted, card },
    ...(main && scorers && { scorer: main, outputs: outputsOf(scorers, treatments) }),
  }
}

function requireArms({ model }: TrainingTask, treatments: readonly string[], rows: RowSet): ArmRows {
  const arms = rows.arms ?? new Int32Array(0)
  for (const [arm, name] of ['those left alone', ...treatments.map(each => `'${each}'`)].entries()) {
    const count = arms.filter(each => each === arm).length
    if (count < LEAST_ARM)
      throw new EngineError('arm_too_small', { model, arm: name, rows: count, wanted: LEAST_ARM })
  }
  return { ...rows, arms }
}

/** Features, and for a model that knows the treatment as a column one word a treatment. */
function inputsOf({ features }: TrainingTask, fitted: FittedEffects, treatments: number): ModelInput[] {
  const own = features.map(({ name, is, label, kind }): ModelInput => ({ name, is, label, kind }))
  if (fitted.kind !== 'uplift' || fitted.control.kind !== 'switch') return own
  const words = Array.from({ length: treatments + 1 }, (_, arm) => String(arm))
  return [
    ...own,
    ...words.map(
      (word): ModelInput => ({
        ...{ name: armInput(word), is: `"${word}"`, label: 'Treatment', kind: 'category' },
        constant: true,
      }),
    ),
  ]
}

/** With a space, so that no feature can have it. */
function armInput(word: string): string {
  return `arm ${word}`
}

function scorersOf(fitted: FittedEffects, inputs: readonly ModelInput[]): EffectScorers | undefined {
  const place = (name: string): number => inputs.findIndex(each => each.name === name)
  const isSwitch = fitted.kind === 'uplift' && fitted.control.kind === 'switch'
  const column = isSwitch && fitted.control.kind === 'switch' ? fitted.control.column : undefined
  if (column === undefined) return effectScorers(fitted, place)
  return effectScorers(fitted, place, { column, place: word => place(armInput(word)) })
}

function outputsOf({ control, effects }: EffectScorers, treatments: readonly string[]) {
  return Object.fromEntries([
    ...treatments.flatMap((name, at) => {
      const scorer = effects[at]
      return scorer === undefined ? [] : [[name, scorer] as const]
    }),
    [LEFT_ALONE, control] as const,
  ])
}

interface Made {
  readonly task: TrainingTask
  readonly kept: TrainingTask
  readonly split: SplitRows & { readonly learn: ArmRows; readonly judge: ArmRows }
  readonly dropped: ReadonlyMap<string, string>
  readonly tried: TriedLearners
  readonly fitted: FittedEffects
  readonly treatments: readonly string[]
}

function cardOf({ task, kept, split, dropped, tried, fitted, treatments }: Made): TrainedModel['card'] {
  const { answer, seed, budget, asked } = task
  const { learn, judge, by } = split
  const predict = (table: Table) => predictEffects(fitted, table).effects[0] ?? new Float64Array(0)
  const predicted = predictEffects(fitted, judge.table)
  const effects = predicted.effects[0] ?? new Float64Array(0)
  const left = learn.target.filter((_, row) => learn.arms[row] === 0)
  const worth = worthOf(asked, answer, left)
  const found = judgeEffects({ ...judge, predicted, treatments, worth, seed })
  const told = explainFeatures(predict, { ...judge, target: effects }, leadingFigure('amount'), seed)
  const typical = new Map(learn.table.columns.map(column => [column.name, typicalValue(column)]))
  return {
    ...{ seed, budget },
    instants: instantsOf(task, split),
    rows: learn.target.length,
    folds: tried.folds,
    features: featuresOf(task, dropped, { told, typical }),
    ...{ tried: tried.tried, recommendation: tried.recommendation },
    calibration: { by: 'none', says: 'What is changed is not calibrated.' },
    judged: {
      ...{ by, at: task.instants.at(-1)?.at ?? 0, rows: judge.target.length },
      mean: meanOf(judge.target),
      figures: found.treatments[0]?.figures ?? [],
      curves: { tenths: [], calibration: [] },
    },
    baseline: atRandom(found),
    segments: segmentsOf(kept, judge, effects),
    spreads: spreadsOf(judge.table, effects),
    uplift: { ...found, worth, learner: learnerText(tried.chosen) },
    notes: [...notesOf(task, split, dropped), ...upliftNotes(found, tried.chosen)],
  }
}

/** Whoever is treated at random. */
function atRandom({ treatments }: Pick<UpliftCard, 'treatments'>): ModelCard['baseline'] {
  const [first] = treatments
  const effect = first?.figures.find(({ name }) => name === 'effect')?.value ?? 0
  return {
    says: 'Treating at random: on average everybody is changed alike.',
    figures: [
      ...(['qini', 'qini_normalised', 'auuc', 'auuc_normalised'] as const).map(name => ({ name, value: 0 })),
      { name: 'effect', value: effect },
    ],
  }
}

const LEAST_ROWS = 100

/** What the first treatment changed of those of each segment, and what was foretold. Largest first. */
function segmentsOf(task: TrainingTask, judge: ArmRows, effects: Float64Array): JudgedSegment[] {
  return task.segments
    .flatMap(({ id, name, members }): JudgedSegment[] => {
      const places = Int32Array.from(judge.rows.keys()).filter(
        place => members[judge.rows[place] ?? -1] === 1,
      )
      const arms = Int32Array.from(places, place => judge.arms[place] ?? -1)
      const came = observedEffect(pick(judge.target, places), arms, 1)
      if (places.length < LEAST_ROWS || came === undefined) return []
      const foretold = meanOf(pick(effects, places))
      return [{ segment: id, name, rows: places.length, mean: came, foretold }]
    })
    .sort((a, b) => b.rows - a.rows)
}

function upliftNotes(
  { treatments }: Pick<UpliftCard, 'treatments'>,
  { learner, method }: EffectsLearner,
): string[] {
  const unproven = treatments.flatMap(({ name, figures }) => {
    const { interval } = figures.find(each => each.name === 'qini') ?? {}
    return interval !== undefined && interval[0] <= 0 ? [name] : []
  })
  const linear = learner === 's' && (method === 'logistic' || method === 'ridge')
  return [
    'Importance is how much what is foretold moves when the values of a feature are dealt out anew.',
    ...unproven.map(
      name =>
        `Of '${name}' it is not shown that some are changed more than others: 0 is within the interval of Qini.`,
    ),
    ...(linear ? ['One model of a linear method says the same effect for everybody.'] : []),
  ]
}

function pick(values: Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, place => values[place] ?? Number.NaN)
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
