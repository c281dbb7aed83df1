import { fitBgBb, fitShiftedBetaGeometric } from '@kindred/learning'
import { MOST_OCCASIONS } from '../../catalog/lifetime-texts.ts'
import type { DiscreteLifetimeDefinition } from '../../records/definitions.ts'
import { stretchMillis } from '../../records/stretch.ts'
import type { TrainedModel } from '../train-model.ts'
import { rowSet } from '../training/split-rows.ts'
import type { Allowance } from '../training/try-methods.ts'
import type { TrainingTask } from '../training-task.ts'
import { discreteLifetimeModel } from './discrete-model.ts'
import { attendanceRows, contractRows } from './discrete-rows.ts'
import type { FittedDiscreteLifetime } from './fitted-discrete-lifetime.ts'
import { count, lifetimeCard, parametersText, unidentifiedNotes } from './lifetime-card.ts'

const DAY = 86_400_000
const DAYS_OF_YEAR = 365.25

/**
 * Fits how contracts are renewed (sBG), or how occasions are taken (BG/BB), to what was known at one instant, and judges
 * it by what came within its horizon.
 *
 * @throws LearningError `no_rows`, `bad_cohort`, `bad_history`, `nobody_returned`, `cancelled`
 */
export function trainDiscreteLifetime(
  task: TrainingTask,
  asked: DiscreteLifetimeDefinition,
  allowance: Allowance,
): TrainedModel {
  const period = stretchMillis(asked.period) / DAY
  const { rows, lifetime } = fit(task, asked, period, allowance)
  const fitted: FittedDiscreteLifetime = {
    ...{ kind: 'discrete_lifetime', version: 1, lifetime, gives: asked.gives, period },
    horizon: Math.round(stretchMillis(asked.horizon) / DAY / period),
    discount: (1 + asked.discount) ** (period / DAYS_OF_YEAR) - 1,
  }
  const model = discreteLifetimeModel(fitted)
  const inputs = task.features.map(({ name, is, label, kind }) => ({ name, is, label, kind }))
  const scorer = model.scorer(column => inputs.findIndex(({ name }) => name === column))
  const scores = model.predict(task.table)
  const predicted = Float64Array.from(rows, row => scores[row]!)
  const judge = rowSet(task, rows)
  const notes = notesOf(fitted, task.target.length - rows.length)
  return {
    ...{ method: asked.model, answer: task.answer, inputs, fitted },
    ...(scorer && { scorer }),
    card: lifetimeCard(task, { method: asked.model, judge, predicted, notes }),
  }
}

function fit(
  { table }: TrainingTask,
  { model }: DiscreteLifetimeDefinition,
  period: number,
  { signal }: Allowance,
) {
  const watch = signal === undefined ? {} : { signal }
  if (model === 'bg_bb') {
    const { rows, histories } = attendanceRows(table, period)
    return { rows, lifetime: fitBgBb(histories, watch) }
  }
  const { rows, cohorts } = contractRows(table, period)
  return { rows, lifetime: fitShiftedBetaGeometric(cohorts, watch) }
}

function notesOf({ lifetime, gives }: FittedDiscreteLifetime, others: number): string[] {
  const whom =
    lifetime.kind === 'bg_bb'
      ? `who never did it, or began more than ${MOST_OCCASIONS} periods ago, have no score`
      : 'who are under no contract were not judged by: one that ended has the score 0, who never had one has none'
  return [
    `Fitted to ${count(lifetime.customers)} customers: ${parametersText(lifetime)}.`,
    ...(others === 0 ? [] : [`${count(others)} ${whom}.`]),
    ...unidentifiedNotes('The lifetime model', lifetime.unidentified),
    ...(lifetime.kind === 'bg_bb' && gives === 'purchases'
      ? [
          'It tells at how many occasions she will; what came is counted one by one, also several in one period.',
        ]
      : []),
  ]
}
