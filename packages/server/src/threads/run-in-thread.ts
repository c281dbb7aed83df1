import { Worker } from 'node:worker_threads'
import { EngineError, type EngineErrorCode } from '@kindred/engine'

/** What a thread tells: how far it is, and once what it has come to. */
export type ThreadMessage<Done> =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly result: Done }
  | { readonly kind: 'refused'; readonly code: EngineErrorCode; readonly details: EngineError['details'] }

/** What every thread is started with. */
export interface ThreadWork<Task> {
  readonly task: Task
  /** In memory both threads see: 1 once it is to stop. */
  readonly stop: Int32Array
}

export interface ThreadWatch {
  readonly progress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

/** How long a thread may take to notice that it is to stop, before it is ended. */
const PATIENCE = 2_000

/**
 * Does a task in a thread of its own, so that requests and live answers go on meanwhile.
 *
 * @param script - Of the thread: it is given a `ThreadWork` and posts `ThreadMessage`s.
 * @param what - What an error calls the thread.
 * @throws EngineError what the thread refuses; the reason of the signal when it was stopped, even if the thread was done by
 *   then; what `progress` throws.
 */
export function runInThread<Task, Done>(
  script: URL,
  task: Task,
  what: string,
  { progress, signal }: ThreadWatch = {},
): Promise<Done> {
  signal?.throwIfAborted()
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const thread = new Worker(script, { workerData: { task, stop } satisfies ThreadWork<Task> })
  const end = (): void => {
    Atomics.store(stop, 0, 1)
    setTimeout(() => void thread.terminate(), PATIENCE).unref()
  }
  signal?.addEventListener('abort', end, { once: true })
  return settled<Done>(thread, what, progress)
    .finally(() => signal?.throwIfAborted())
    .finally(() => {
      signal?.removeEventListener('abort', end)
      void thread.terminate()
    })
}

function settled<Done>(thread: Worker, what: string, progress: ThreadWatch['progress']): Promise<Done> {
  return new Promise((resolve, reject) => {
    thread.on('message', (message: ThreadMessage<Done>) => {
      if (message.kind === 'done') resolve(message.result)
      else if (message.kind === 'refused') reject(new EngineError(message.code, message.details))
      else {
        // Whoever hears of it may want no more, and says so by throwing: here that would reach nobody but the process.
        try {
          progress?.(message.done, message.of)
        } catch (error) {
          reject(error)
        }
      }
    })
    thread.on('error', reject)
    thread.on('exit', code => reject(new Error(`the thread that ${what} ended with ${code}`)))
  })
}
