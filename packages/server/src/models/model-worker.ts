import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { EngineError, type TrainingTask, trainingRefusal, trainModel } from '@kindred/engine'
import type { TrainingMessage, TrainingWork } from './worker-model-trainer.ts'

/** The other end of `workerModelTrainer`: trains one model, tells how far it is, and looks whether to stop. */
function work(port: MessagePort, { task, stop }: TrainingWork): void {
  const tell = (message: TrainingMessage): void => port.postMessage(message)
  const signal = {
    get aborted() {
      return Atomics.load(stop, 0) === 1
    },
  }
  try {
    const trained = trainModel(task, {
      progress: (done, of) => tell({ kind: 'progress', done, of }),
      signal,
      clock: () => performance.now(),
    })
    tell({ kind: 'done', result: trained })
  } catch (thrown) {
    const error = trainingRefusal(thrown)
    if (!(error instanceof EngineError)) throw error
    tell({ kind: 'refused', code: error.code, details: error.details })
  }
}

const given: { readonly task: TrainingTask; readonly stop: Int32Array } = workerData
if (parentPort !== null) work(parentPort, given)
