import type { FoundGroups, GroupFinder, GroupTask } from '@kindred/engine'
import { runInThread, type ThreadMessage, type ThreadWork } from '../threads/run-in-thread.ts'

export type GroupWork = ThreadWork<GroupTask>
export type GroupMessage = ThreadMessage<FoundGroups>

const script = new URL(`./group-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** Finds groups in a thread of its own. Numbers are read where they are, in shared memory. */
export const workerGroupFinder: GroupFinder = {
  find: (task, watch) => runInThread<GroupTask, FoundGroups>(script, task, 'looks for groups', watch),
}
