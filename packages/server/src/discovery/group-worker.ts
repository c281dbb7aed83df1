import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { EngineError, findGroups, type GroupTask, refusalOf } from '@kindred/engine'
import type { GroupMessage, GroupWork } from './worker-group-finder.ts'

/** The other end of `workerGroupFinder`: finds groups of one task, tells how far it is, and looks whether to stop. */
function work(port: MessagePort, { task, stop }: GroupWork): void {
  const tell = (message: GroupMessage): void => port.postMessage(message)
  const signal = {
    get aborted() {
      return Atomics.load(stop, 0) === 1
    },
  }
  try {
    const found = findGroups(task, { progress: (done, of) => tell({ kind: 'progress', done, of }), signal })
    tell({ kind: 'done', result: found })
  } catch (thrown) {
    const error = refusalOf(thrown)
    if (!(error instanceof EngineError)) throw error
    tell({ kind: 'refused', code: error.code, details: error.details })
  }
}

const given: { readonly task: GroupTask; readonly stop: Int32Array } = workerData
if (parentPort !== null) work(parentPort, given)
