import type { Watch } from '@kindred/learning'
import type { DiscoveryMethod } from '../records/discovery.ts'
import type { GroupTask } from './group-task.ts'
import { countsOf } from './judging/counts-of.ts'
import { type Tried, tryChoices } from './judging/try-choices.ts'
import { methodsFor } from './methods/methods-for.ts'
import { prepareTask } from './preparing/prepare-task.ts'
import type { PreparedTask } from './preparing/prepared-task.ts'
import { requireQuestion } from './preparing/require-question.ts'

/** As measured on 20,000 customers of the demo. */
const LONGEST_FIRST: readonly DiscoveryMethod[] = [
  'gaussian-mixture',
  'k-means',
  'hdbscan',
  'medoids',
  'ward',
]

/** The methods that a task tries, that which takes longest first: so they end soonest where threads share them. */
export function methodsOf({ question, table }: GroupTask): DiscoveryMethod[] {
  const wanted = new Set(methodsFor(question, table).map(({ name }) => name))
  return LONGEST_FIRST.filter(name => wanted.has(name))
}

/** What the methods of a task came to, each tried apart, and what of the customers they were tried. */
export interface TriedApart {
  readonly prepared: PreparedTask
  readonly parts: readonly Tried[]
}

/** What comes before the methods. @throws EngineError and LearningError, what `findGroups` refuses before it tries */
export function prepareToTry(task: GroupTask): PreparedTask {
  requireQuestion(task.question)
  return prepareTask(task)
}

/** Tries one method of a task, as `findGroups` would: handed to it, what all of them came to gives the same groups. */
export function tryMethod(
  task: GroupTask,
  prepared: PreparedTask,
  method: DiscoveryMethod,
  watch: Watch = {},
): Tried {
  const only = methodsFor(task.question, task.table).filter(({ name }) => name === method)
  return tryChoices(task, prepared, countsOf(task, prepared), only, watch)
}
