import { LearningError, type Watch } from '@kindred/learning'
import { EngineError } from '../errors.ts'
import { findGroups } from './find-groups.ts'
import type { FoundGroups, GroupTask } from './group-task.ts'

/** Whoever finds groups: in this thread, or in one of its own so that nothing else has to wait. */
export interface GroupFinder {
  /** @throws EngineError what `findGroups` refuses; the reason of the signal when it was stopped. */
  find(
    task: GroupTask,
    watch?: Pick<Watch, 'progress'> & { readonly signal?: AbortSignal },
  ): Promise<FoundGroups>
}

/** In this thread, which waits until it is done. */
export const groupFinderHere: GroupFinder = {
  async find(task, watch = {}) {
    try {
      return findGroups(task, watch)
    } catch (error) {
      watch.signal?.throwIfAborted()
      throw refusalOf(error)
    }
  },
}

/** What learning refuses, as a refusal of the engine's: it is what was asked with that has to be otherwise. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof LearningError)) return error
  const { message, remedy } = error
  const says = message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message
  return new EngineError('discovery_refused', { says, remedy }, { cause: error })
}
