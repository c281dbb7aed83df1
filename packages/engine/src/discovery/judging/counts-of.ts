import { EngineError } from '../../errors.ts'
import type { GroupTask } from '../group-task.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { countDistinct } from './count-distinct.ts'

/** The numbers of groups in question: no more than customers differ. */
export function countsOf({ question }: GroupTask, { space, learning }: PreparedTask): number[] {
  const wanted = question.classes ?? 2
  const distinct = countDistinct(space, (question.classes ?? question.maxClasses) + 1)
  if (distinct < wanted) throw new EngineError('too_few_distinct_to_group', { groups: wanted, distinct })
  if (question.classes !== undefined) return [question.classes]
  const most = Math.min(question.maxClasses, distinct, Math.max(2, learning.length - 1))
  return Array.from({ length: most - 1 }, (_, at) => at + 2)
}
