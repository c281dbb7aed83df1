import type { ModelTrainer, TrainedModel, TrainingTask } from '@kindred/engine'
import { runInThread, type ThreadMessage, type ThreadWork } from '../threads/run-in-thread.ts'

export type TrainingWork = ThreadWork<TrainingTask>
export type TrainingMessage = ThreadMessage<TrainedModel>

const script = new URL(`./model-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

/** Trains models in a thread of its own. */
export const workerModelTrainer: ModelTrainer = {
  train: (task, watch) => runInThread<TrainingTask, TrainedModel>(script, task, 'trains', watch),
}
