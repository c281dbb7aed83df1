import { Worker } from 'node:worker_threads'
import {
  EngineError,
  type EngineErrorCode,
  type FoundGroups,
  type GroupFinder,
  type GroupTask,
} from '@kindred/engine'

/** What the thread is started with. */
export interface GroupWork {
  readonly task: GroupTask
  /** In memory both threads see: 1 once it is to stop. */
  readonly stop: Int32Array
}

export type GroupMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'found'; readonly found: FoundGroups }
  | { readonly kind: 'refused'; readonly code: EngineErrorCode; readonly details: EngineError['details'] }

const worker = new URL(`./group-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** How long a thread may take to notice that it is to stop, before it is ended. */
const PATIENCE = 2_000

/**
 * Finds groups in a thread of its own, so that requests and live answers go on meanwhile. Numbers are read where they
 * are, in shared memory.
 */
export const workerGroupFinder: GroupFinder = {
  find(task, { progress, signal } = {}) {
    signal?.throwIfAborted()
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const thread = new Worker(worker, { workerData: { task, stop } satisfies GroupWork })
    const end = (): void => {
      Atomics.store(stop, 0, 1)
      setTimeout(() => void thread.terminate(), PATIENCE).unref()
    }
    signal?.addEventListener('abort', end, { once: true })
    const found = new Promise<FoundGroups>((resolve, reject) => {
      thread.on('message', (message: GroupMessage) => {
        if (message.kind === 'progress') progress?.(message.done, message.of)
        else if (message.kind === 'found') resolve(message.found)
        else reject(new EngineError(message.code, message.details))
      })
      thread.on('error', reject)
      thread.on('exit', code => reject(new Error(`the thread that looks for groups ended with ${code}`)))
    })
    return found
      .catch(error => {
        signal?.throwIfAborted()
        throw error
      })
      .finally(() => {
        signal?.removeEventListener('abort', end)
        void thread.terminate()
      })
  },
}
