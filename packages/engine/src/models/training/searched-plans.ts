import { tune } from '@kindred/learning'
import type { LearningMethod } from '../methods/learned-model.ts'
import type { TrainingTask } from '../training-task.ts'
import type { RowSet } from './split-rows.ts'
import type { Allowance, Plan } from './try-methods.ts'

/** Of the time that is left; the rest is for trying what was found on all rows. */
const SEARCHING = 0.5
/** Of each method so many settings that were found go on. */
const KEPT = 2

/**
 * Settings that a random search with successive halving finds, where the task asks for one: many on few rows, the best on
 * more. They are tried beside the usual ones, by the same folds as those.
 */
export function searchedPlans(
  { answer, seed, budget, draws = 0 }: TrainingTask,
  methods: readonly LearningMethod[],
  { table, target, customers }: RowSet,
  { clock, signal }: Allowance,
): readonly Plan[] {
  const searched = methods.flatMap(method => (method.searched === undefined ? [] : [method.searched]))
  if (draws === 0 || budget <= 0 || searched.length === 0) return []
  const request = { table, target, seed, task: answer === 'chance' ? 'binary' : 'number' } as const
  const { finalists } = tune(
    { ...request, ...(signal && { signal }) },
    { methods: searched, groups: customers, draws, budget: SEARCHING * budget, clock: () => clock() / 1000 },
  )
  return methods.flatMap(method =>
    finalists
      .filter(each => each.method === method.id && Object.keys(each.settings).length > 0)
      .slice(0, KEPT)
      .map(({ settings }) => ({ method, settings })),
  )
}
