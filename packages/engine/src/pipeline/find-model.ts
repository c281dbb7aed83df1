import { nearestName } from '@kindred/language'
import type { CompiledDefinitions, CompiledModel } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { failureOfProblems } from './sound-definitions.ts'

/** A model that is defined and sound. @throws EngineError `model_unknown`, `model_broken` */
export function requireModel({ models }: CompiledDefinitions, id: string): CompiledModel {
  const model = models.get(id)
  if (model === undefined)
    throw new EngineError('model_unknown', { model: id, nearest: nearestName(id, models.keys()) })
  if (model.isSound) return model
  throw new EngineError('model_broken', { model: id, first: failureOfProblems(model.problems).says })
}

/**
 * A version that was trained; the newest when none is named. A model that is no longer defined keeps its versions.
 *
 * @throws EngineError `model_unknown`, `model_not_trained`
 */
export async function requireFitted(
  { models }: Catalog,
  compiled: CompiledDefinitions,
  id: string,
  version?: number,
): Promise<FittedModel> {
  const found = await models.get(id, version)
  if (found !== undefined) return found
  const isTrained = version !== undefined && (await models.versions(id)).length > 0
  if (!isTrained && !compiled.models.has(id))
    throw new EngineError('model_unknown', { model: id, nearest: nearestName(id, compiled.models.keys()) })
  throw new EngineError('model_not_trained', { model: id, version: isTrained ? version : undefined })
}
