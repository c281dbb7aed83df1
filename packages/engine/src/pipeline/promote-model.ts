import { promotedSource } from '../catalog/merge-definitions.ts'
import { EngineError } from '../errors.ts'
import { applyWritten, type WriteRequest, type WrittenDefinitions } from './apply-written.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'

export interface PromoteRequest
  extends Pick<WriteRequest, 'dryRun' | 'author' | 'defaults' | 'progress' | 'signal'> {
  readonly model: string
  /** The newest that was trained when none is named. */
  readonly version?: number
}

export interface PromotionReport extends WrittenDefinitions {
  readonly model: string
  /** The version that counts, or would. */
  readonly champion: number
  /** The one that counted before; absent: none did. */
  readonly before?: number
}

/**
 * Makes a version of a model the one that gives its score, as the next version of the definitions: everything that reads
 * the score changes at one moment, with a plan before and a history after.
 *
 * @throws EngineError `model_unknown`, `model_not_trained`, `model_without_formula`, `name_in_use`,
 *   `definitions_have_problems`, `definitions_moved`
 *
 * @example
 * await promoteModel(ports, { model: 'churn', version: 3, dryRun: false, author: 'anna' })
 */
export async function promoteModel(ports: EnginePorts, request: PromoteRequest): Promise<PromotionReport> {
  const current = await requireDefinitions(ports.catalog)
  requireModel(current.compiled, request.model)
  const fitted = await requireFitted(ports.catalog, current.compiled, request.model, request.version)
  const { id: model, version: champion, method, scorer } = fitted
  if (scorer === undefined)
    throw new EngineError('model_without_formula', { model, version: champion, method })
  const before = championOf(current, model)
  const written = await applyWritten(ports, {
    ...request,
    source: promotedSource(model),
    definitions: { champions: { [model]: { version: champion } } },
    note: `Model ${model}, version ${champion}.`,
  })
  return { model, champion, ...(before !== undefined && { before }), ...written }
}

/**
 * Makes that version count again which counted before the one that does now.
 *
 * @throws EngineError `nothing_to_roll_back`, and what `promoteModel` refuses
 */
export async function rollBackModel(
  ports: EnginePorts,
  request: Omit<PromoteRequest, 'version'>,
): Promise<PromotionReport> {
  const current = await requireDefinitions(ports.catalog)
  requireModel(current.compiled, request.model)
  const version = await championBefore(ports, current, request.model)
  return promoteModel(ports, { ...request, version })
}

/** The version of a model that counts; absent: none does. */
export function championOf({ compiled }: CurrentDefinitions, model: string): number | undefined {
  return compiled.definitions.champions[model]?.version
}

async function championBefore(
  { catalog }: EnginePorts,
  current: CurrentDefinitions,
  model: string,
): Promise<number> {
  const now = championOf(current, model)
  for (let version = current.version - 1; now !== undefined && version > 0; version -= 1) {
    const earlier = await catalog.definitions.get(version)
    // Versions stored before there were champions have none of that section.
    const found = { champions: {}, ...earlier?.definitions }.champions[model]?.version
    if (found !== undefined && found !== now) return found
  }
  throw new EngineError('nothing_to_roll_back', { model, version: now })
}
