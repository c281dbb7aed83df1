import { calibrateLifetime, fitGammaGamma, fitLifetime, type LifetimeCalibration } from '@kindred/learning'
import type { ContinuousLifetimeDefinition } from '../../records/definitions.ts'
import { stretchMillis, stretchWords } from '../../records/stretch.ts'
import type { TrainedModel } from '../train-model.ts'
import { partOf } from '../training/part-of.ts'
import { type RowSet, rowSet } from '../training/split-rows.ts'
import type { Allowance } from '../training/try-methods.ts'
import type { TrainingTask } from '../training-task.ts'
import type { FittedLifetimeScore } from './fitted-lifetime-score.ts'
import { count, digits, lifetimeCard, parametersText, unidentifiedNotes } from './lifetime-card.ts'
import { lifetimeModel } from './lifetime-model.ts'
import { type LifetimeRows, lifetimeRows } from './lifetime-rows.ts'
import { nextPurchaseNote } from './next-purchase-note.ts'

const DAY = 86_400_000
const DAYS_OF_YEAR = 365.25

/**
 * Fits a lifetime model to what was known at one instant, and judges it by what came within its horizon. It learns from
 * frequency, recency and age alone, so that nothing of the later period can be in it.
 *
 * @throws LearningError `no_rows`, `bad_history`, `nobody_returned`, `no_mean`, `cancelled`
 */
export function trainLifetime(
  task: TrainingTask,
  asked: ContinuousLifetimeDefinition,
  allowance: Allowance,
): TrainedModel {
  const known = lifetimeRows(task.table)
  const fitted = fittedOf(asked, known, allowance)
  const model = lifetimeModel(fitted)
  const inputs = task.features.map(({ name, is, label, kind }) => ({ name, is, label, kind }))
  const scorer = model.scorer(column => inputs.findIndex(({ name }) => name === column))
  const judge = whatRemains(rowSet(task, known.rows), asked)
  const predicted = pick(model.predict(task.table), known.rows)
  return {
    method: asked.model,
    answer: task.answer,
    inputs,
    ...(scorer && { scorer }),
    fitted,
    card: lifetimeCard(task, {
      method: asked.model,
      judge,
      predicted,
      notes: [
        ...notesOf(task, fitted, known, judge),
        ...(asked.gives === 'purchases' ? nextPurchaseNote(judge.target, predicted, fitted.horizon) : []),
      ],
    }),
  }
}

/** A value is foretold with its margin, and what came has to be counted alike. */
function whatRemains(rows: RowSet, { gives, margin }: ContinuousLifetimeDefinition): RowSet {
  if (gives !== 'value') return rows
  const remains = (values: Float64Array): Float64Array => values.map(value => margin * value)
  const { before } = rows
  return { ...rows, target: remains(rows.target), ...(before && { before: remains(before) }) }
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row]!)
}

function fittedOf(
  asked: ContinuousLifetimeDefinition,
  known: LifetimeRows,
  allowance: Allowance,
): FittedLifetimeScore {
  const { model, gives, horizon, discount, margin } = asked
  const lifetime = fitLifetime(known.histories, { model, ...partOf(allowance, 0, 0.7) })
  const { frequency } = known.histories
  const spending =
    gives === 'value' && known.value !== undefined
      ? fitGammaGamma({ frequency, value: known.value }, partOf(allowance, 0.7, 0.2))
      : undefined
  return {
    ...{ kind: 'lifetime_score', version: 1, lifetime, gives, margin },
    horizon: stretchMillis(horizon) / DAY,
    discount: (1 + discount) ** (1 / DAYS_OF_YEAR) - 1,
    ...(spending && { spending }),
  }
}

function notesOf(
  task: TrainingTask,
  fitted: FittedLifetimeScore,
  known: LifetimeRows,
  judge: RowSet,
): string[] {
  const { lifetime, spending, gives } = fitted
  const never = task.target.length - known.rows.length
  return [
    `Fitted to ${count(lifetime.customers)} customers, of whom ${count(lifetime.returned)} had come back: ${parametersText(lifetime)}.`,
    ...(never === 0
      ? []
      : [`${count(never)} who had not bought yet have no score: nothing is known of how they buy.`]),
    ...(lifetime.converged
      ? []
      : ['The climb to the likeliest parameters did not come to rest: take them with care.']),
    ...unidentifiedNotes('The lifetime model', lifetime.unidentified),
    ...(gives === 'purchases'
      ? [
          calibrationNote(
            calibrateLifetime(lifetime.parameters, known.histories, judge.target, fitted.horizon),
            fitted,
          ),
        ]
      : []),
    ...(spending === undefined
      ? []
      : [
          `Values: Gamma-Gamma of ${count(spending.buyers)} customers who had come back: ${parametersText(spending)}.`,
          ...unidentifiedNotes('Gamma-Gamma', spending.unidentified),
          ...correlationNotes(spending.correlation),
          ...marginNotes(fitted),
        ]),
    ...(gives === 'alive'
      ? [
          'Whether somebody still buys cannot be seen: it was judged by whether she bought within the horizon.',
        ]
      : []),
  ]
}

/** From here on values of frequent buyers are off. */
const CORRELATED = 0.3

function correlationNotes(correlation: number): string[] {
  if (Math.abs(correlation) < CORRELATED) return []
  const how = correlation > 0 ? 'more' : 'less'
  return [
    `Who buys often spends ${how} on a purchase (correlation ${digits(correlation)}), and Gamma-Gamma takes both to be independent: values of frequent buyers are too ${correlation > 0 ? 'low' : 'high'}.`,
  ]
}

function marginNotes({ margin, discount }: FittedLifetimeScore): string[] {
  const parts = [
    ...(margin === 1
      ? []
      : [`What came is counted with the margin of ${digits(margin)}, as what was foretold is.`]),
    ...(discount === 0 ? [] : ['What was foretold is discounted, what came is not.']),
  ]
  return parts.length === 0 ? [] : [parts.join(' ')]
}

function calibrationNote(
  { actual, expected }: LifetimeCalibration,
  { horizon }: FittedLifetimeScore,
): string {
  return `In the ${stretchWords(horizon * DAY)} after it ${count(Math.round(actual))} purchases came, and ${count(Math.round(expected))} had been expected.`
}
