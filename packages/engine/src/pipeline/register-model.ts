import { EngineError } from '../errors.ts'
import { broughtModel } from '../models/onnx/onnx-card.ts'
import { type OnnxSample, readOnnxModel } from '../models/onnx/onnx-model.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireModel } from './find-model.ts'
import { judgedInstant } from './judged-instant.ts'
import { readInstant } from './read-instant.ts'
import { trainingFeatures } from './training-features.ts'

export interface RegisterRequest {
  readonly model: string
  /** An ONNX file. */
  readonly file: Uint8Array
  /** Rows of which it is known what the file foretells, one at least. */
  readonly samples: readonly OnnxSample[]
  readonly author: string
}

const MOST_ROWS = 100_000
const SEED = 1

/**
 * Stores a fitted model that was made elsewhere as the next version of a model: its inputs are the features of the
 * definition in their order. It is held against sample rows, judged by what came, and scores as every other does.
 *
 * @throws EngineError `model_unknown`, `model_broken`, `onnx_without_features`, `onnx_not_readable`, `onnx_differs`,
 *   `sample_of_other_length`, `nothing_happened`, `nobody_to_learn_from`
 */
export async function registerModel(ports: EnginePorts, request: RegisterRequest): Promise<FittedModel> {
  const current = await requireDefinitions(ports.catalog)
  const model = requireModel(current.compiled, request.model)
  const { id, target, definition } = model
  const read = trainingFeatures(current, model)
  if (definition.features === undefined || read.some(({ feature }) => feature.kind === 'category'))
    throw new EngineError('onnx_without_features', { model: id })
  if (target === undefined) throw new EngineError('model_broken', { model: id, first: 'It has no target.' })
  const features = read.map(({ feature: { id: name, is, label, kind, why } }) => ({
    name,
    is,
    label,
    kind,
    why,
  }))
  const names = features.map(({ name }) => name)
  const fitted = readOnnxModel(request.file, names, request.samples)
  const at =
    target.ahead === undefined ? await presentInstant(ports) : await judgedInstant(ports, current, model)
  const columns = new Map(read.map(({ feature, read: is }) => [feature.id, is] as const))
  const rows = await readInstant(
    ports,
    current,
    { model, target, columns, atMost: MOST_ROWS, seed: SEED },
    at,
  )
  const samples = request.samples.length
  const brought = broughtModel({ model, fitted, features, read: rows, samples, seed: SEED })
  const newest = await ports.catalog.models.get(id)
  const { source: _, ...asked } = definition
  const version: FittedModel = {
    ...brought,
    ...{ id, version: (newest?.version ?? 0) + 1, createdAt: ports.clock(), author: request.author, asked },
    ...(target.is.type === 'money' && { currency: current.compiled.definitions.settings.currency }),
    card: {
      ...brought.card,
      ...{ definitionsVersion: current.version, batch: await ports.warehouse.batch() },
      population: { customers: rows.table.population, base: rows.base },
      ...(target.ahead !== undefined && { ahead: target.ahead }),
    },
  }
  await ports.catalog.models.put(version)
  return version
}
