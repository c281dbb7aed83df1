import type { CompiledModel, CompiledTarget } from '../catalog/compile/compile-definitions.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { EngineError } from '../errors.ts'
import type { ModelTrainer } from '../models/model-trainer.ts'
import type { TrainingRows } from '../models/rows/join-instants.ts'
import type { TrainingTask } from '../models/training-task.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import type { ModelMethod } from '../records/model-methods.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireModel } from './find-model.ts'
import { oneTrainingAtATime } from './one-at-a-time.ts'
import { requirePassed } from './require-passed.ts'
import { trainingFeatures } from './training-features.ts'
import { readTrainingRows } from './training-rows.ts'

export interface TrainingPorts extends EnginePorts {
  readonly trainer: ModelTrainer
}

export interface TrainRequest {
  readonly model: string
  /** In place of the one it is defined with. */
  readonly method?: ModelMethod
  readonly seed?: number
  /** Seconds for trying methods and settings. */
  readonly budget?: number
  /** Settings of each method that are drawn by chance and tried beside the usual ones. Default 0. */
  readonly draws?: number
  /** UTC milliseconds: as if it were then; absent: all that is known. */
  readonly asOf?: number
  /** Above so many rows it learns from a sample. */
  readonly learnFrom?: number
  readonly author: string
}

export interface TrainProgress {
  readonly step: 'read' | 'train' | 'store'
  readonly done: number
  readonly of: number
}

export interface Watched {
  readonly progress?: (step: TrainProgress) => void
  readonly signal?: AbortSignal
}

const SEED = 1
const BUDGET = 60
/** Rows above which nothing more is learned that would be worth waiting for. */
const TRAIN_FROM = 200_000

/**
 * Trains a model of what is known and stores it as its next version. Nothing is stored when it fails or is stopped; who
 * counts stays who counted (`promoteModel`).
 *
 * @throws EngineError `nothing_defined`, `model_unknown`, `model_broken`, `training_running`, `nothing_happened`,
 *   `history_too_short`, `nobody_to_learn_from`, `no_features`, `training_refused`, and what `trainModel` refuses
 *
 * @example
 * const { version, card } = await trainDefined(ports, { model: 'churn', author: 'anna' })
 */
export async function trainDefined(
  ports: TrainingPorts,
  request: TrainRequest,
  watched: Watched = {},
): Promise<FittedModel> {
  const current = await requireDefinitions(ports.catalog)
  const model = requireModel(current.compiled, request.model)
  if (request.asOf !== undefined) requirePassed(ports, current, request.asOf)
  return oneTrainingAtATime(ports.catalog, async () => {
    const fitted = await fitModel({ ports, current, model, request, watched })
    await ports.catalog.models.put(fitted)
    return fitted
  })
}

export interface FitRequest {
  readonly ports: TrainingPorts
  readonly current: CurrentDefinitions
  readonly model: CompiledModel
  readonly request: TrainRequest
  readonly watched: Watched
  /** What it learns from, in place of what the model says. */
  readonly features?: readonly FeatureToRead[]
}

/** The next version of a model, fitted and judged, and not stored. @throws EngineError as `trainDefined` */
export async function fitModel({
  ports,
  current,
  model,
  request,
  watched,
  features = trainingFeatures(current, model),
}: FitRequest): Promise<FittedModel> {
  const step = (name: TrainProgress['step']) => (done: number, of: number) => {
    watched.signal?.throwIfAborted()
    watched.progress?.({ step: name, done, of })
  }
  const signal = watched.signal && { signal: watched.signal }
  const target = requireTarget(model)
  const { asOf, seed = SEED, learnFrom = TRAIN_FROM } = request
  step('read')(0, 1)
  const batch = await ports.warehouse.batch()
  const rows = await readTrainingRows(ports, current, {
    ...{ model, target, features, seed, atMost: learnFrom, progress: step('read') },
    ...(asOf !== undefined && { asOf }),
    ...signal,
  })
  step('train')(0, 1)
  const task = taskOf({ current, model, target, features, request, rows })
  const trained = await ports.trainer.train(task, { progress: step('train'), ...signal })
  step('store')(0, 1)
  const newest = await ports.catalog.models.get(model.id)
  const { ahead } = target
  return {
    ...trained,
    id: model.id,
    version: (newest?.version ?? 0) + 1,
    createdAt: ports.clock(),
    author: request.author,
    asked: task.asked,
    ...(task.currency !== undefined && { currency: task.currency }),
    card: {
      ...trained.card,
      ...{ definitionsVersion: current.version, batch, population: rows.population },
      ...(ahead !== undefined && { ahead }),
      notes: [...rows.notes, ...trained.card.notes],
    },
  }
}

function requireTarget({ id, target }: CompiledModel): CompiledTarget {
  if (target !== undefined) return target
  throw new EngineError('model_broken', { model: id, first: 'It has no target.' })
}

interface Asked {
  readonly current: CurrentDefinitions
  readonly model: CompiledModel
  readonly target: CompiledTarget
  readonly features: readonly FeatureToRead[]
  readonly request: TrainRequest
  readonly rows: TrainingRows
}

function taskOf({ current, model, target, features, request, rows }: Asked): TrainingTask {
  const { source: _, ...asked } = model.definition
  const { population, notes, ...data } = rows
  const isChance = target.is.type === 'boolean'
  return {
    ...data,
    model: model.id,
    asked: { ...asked, ...(request.method !== undefined && { method: request.method }) },
    answer: isChance ? 'chance' : 'amount',
    ...(target.is.type === 'money' && { currency: current.compiled.definitions.settings.currency }),
    features: features.map(({ feature: { id, is, label, kind, why } }) => ({
      name: id,
      is,
      label,
      kind,
      why,
    })),
    seed: request.seed ?? SEED,
    budget: request.budget ?? BUDGET,
    ...(request.draws !== undefined && { draws: request.draws }),
  }
}
