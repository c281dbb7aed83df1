import { LearningError, type Watch } from '@kindred/learning'
import { EngineError } from '../errors.ts'
import { type TrainedModel, trainModel } from './train-model.ts'
import type { TrainingTask } from './training-task.ts'

/** Whoever trains models: in this thread, or in one of its own so that nothing else has to wait. */
export interface ModelTrainer {
  /** @throws EngineError what `trainModel` refuses; the reason of the signal when it was stopped. */
  train(
    task: TrainingTask,
    watch?: Pick<Watch, 'progress'> & { readonly signal?: AbortSignal },
  ): Promise<TrainedModel>
}

/** In this thread, which waits until it is done. */
export const modelTrainerHere: ModelTrainer = {
  async train(task, watch = {}) {
    try {
      return trainModel(task, { ...watch, clock: () => performance.now() })
    } catch (error) {
      watch.signal?.throwIfAborted()
      throw trainingRefusal(error)
    }
  },
}

/** What learning refuses, as a refusal of the engine's: it is what was asked with that has to be otherwise. */
export function trainingRefusal(error: unknown): unknown {
  if (!(error instanceof LearningError)) return error
  const { message, remedy } = error
  const says = message.endsWith(remedy) ? message.slice(0, -remedy.length).trimEnd() : message
  return new EngineError('training_refused', { says, remedy }, { cause: error })
}
