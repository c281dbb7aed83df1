import { EngineError } from '../../errors.ts'
import type { TrainingTask } from '../training-task.ts'
import { givesAway } from './given-away.ts'
import type { SplitRows } from './split-rows.ts'

const HOW = {
  chance: 'it tells yes from no almost without fail',
  amount: 'it orders amounts as they came out',
} as const

/**
 * Of each feature that is not used the reason: it says nothing, or too much.
 *
 * @throws EngineError `target_given_away` where nothing is left
 */
export function droppedFeatures(task: TrainingTask, { learn }: SplitRows): ReadonlyMap<string, string> {
  const dropped = new Map<string, string>()
  const givenAway: string[] = []
  for (const column of learn.table.columns) {
    if (isConstant(column.values)) dropped.set(column.name, 'it is the same for everybody')
    // What was known at an instant cannot give away what came after it.
    else if (task.before === undefined && givesAway(column, learn.target, task.answer)) {
      dropped.set(column.name, `it gives the answer away: ${HOW[task.answer]}`)
      givenAway.push(column.name)
    }
  }
  if (dropped.size === task.features.length)
    throw new EngineError('target_given_away', { model: task.model, features: givenAway })
  return dropped
}

function isConstant(values: Float64Array | readonly (string | null)[]): boolean {
  const [first] = values
  return values.every((value: number | string | null) => Object.is(value, first))
}

export function withoutFeatures(task: TrainingTask, dropped: ReadonlyMap<string, string>): TrainingTask {
  return {
    ...task,
    features: task.features.filter(({ name }) => !dropped.has(name)),
    table: { columns: task.table.columns.filter(({ name }) => !dropped.has(name)) },
  }
}
