import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { EngineError, findGroups, prepareToTry, refusalOf, tryMethod } from '@kindred/engine'
import type { GroupDone, GroupMessage, GroupPart, GroupWork } from './worker-group-finder.ts'

/** The other end of `groupFinderInThreads`: does its part of one task, tells how far it is, and looks whether to stop. */
function work(port: MessagePort, { task: part, stop }: GroupWork): void {
  const tell = (message: GroupMessage): void => port.postMessage(message)
  const signal = {
    get aborted() {
      return Atomics.load(stop, 0) === 1
    },
  }
  try {
    const progress = (done: number, of: number) => tell({ kind: 'progress', done, of })
    tell({ kind: 'done', result: resultOf(part, { progress, signal }) })
  } catch (thrown) {
    const error = refusalOf(thrown)
    if (!(error instanceof EngineError)) throw error
    tell({ kind: 'refused', code: error.code, details: error.details })
  }
}

function resultOf(part: GroupPart, watch: Parameters<typeof findGroups>[1]): GroupDone {
  if (part.kind === 'prepare') return prepareToTry(part.task)
  if (part.kind === 'try') return tryMethod(part.task, part.prepared, part.method, watch)
  return findGroups(part.task, watch, part.apart)
}

const given: GroupWork = workerData
if (parentPort !== null) work(parentPort, given)
