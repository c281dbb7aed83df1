import { Worker } from 'node:worker_threads'
import {
  EngineError,
  type EngineErrorCode,
  type ModelTrainer,
  type TrainedModel,
  type TrainingTask,
} from '@kindred/engine'

/** What the thread is started with. */
export interface TrainingWork {
  readonly task: TrainingTask
  /** In memory both threads see: 1 once it is to stop. */
  readonly stop: Int32Array
}

export type TrainingMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'trained'; readonly trained: TrainedModel }
  | { readonly kind: 'refused'; readonly code: EngineErrorCode; readonly details: EngineError['details'] }

const worker = new URL(`./model-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** How long a thread may take to notice that it is to stop, before it is ended. */
const PATIENCE = 2_000

/** Trains models in a thread of its own, so that requests and live answers go on meanwhile. */
export const workerModelTrainer: ModelTrainer = {
  train(task, { progress, signal } = {}) {
    signal?.throwIfAborted()
    const stop = new Int32Array(new SharedArrayBuffer(4))
    const thread = new Worker(worker, { workerData: { task, stop } satisfies TrainingWork })
    const end = (): void => {
      Atomics.store(stop, 0, 1)
      setTimeout(() => void thread.terminate(), PATIENCE).unref()
    }
    signal?.addEventListener('abort', end, { once: true })
    const trained = new Promise<TrainedModel>((resolve, reject) => {
      thread.on('message', (message: TrainingMessage) => {
        if (message.kind === 'progress') progress?.(message.done, message.of)
        else if (message.kind === 'trained') resolve(message.trained)
        else reject(new EngineError(message.code, message.details))
      })
      thread.on('error', reject)
      thread.on('exit', code => reject(new Error(`the thread that trains ended with ${code}`)))
    })
    return trained
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
