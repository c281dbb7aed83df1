import { betterOf } from '../models/better-of.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { compareModels } from './compare-models.ts'
import { requireDefinitions } from './current-definitions.ts'
import { championOf, type PromoteRequest, type PromotionReport, promoteModel } from './promote-model.ts'
import { type TrainingPorts, type TrainProgress, type TrainRequest, trainDefined } from './train.ts'

export interface TrainAndPromoteRequest extends TrainRequest {
  /** Whether a version may become champion: the first, or, where the model says so, one that is better. Default true. */
  readonly promote?: boolean
  readonly defaults?: PromoteRequest['defaults']
}

export interface TrainReport {
  readonly fitted: FittedModel
  /** The version that counts now; absent: none does. */
  readonly champion?: number
  /** Absent: it did not become champion. */
  readonly promotion?: PromotionReport
  /** Why it did, or did not, become champion. */
  readonly says: string
}

interface Watched {
  readonly progress?: (step: TrainProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Trains a model, and lets the new version count where that needs nobody's decision: where no version did, or where the
 * model is to be promoted when it is better and is so on the same later period.
 *
 * @throws EngineError what `trainDefined` and `promoteModel` refuse
 */
export async function trainAndPromote(
  ports: TrainingPorts,
  request: TrainAndPromoteRequest,
  watched: Watched = {},
): Promise<TrainReport> {
  const fitted = await trainDefined(ports, request, watched)
  const { id, version } = fitted
  const before = championOf(await requireDefinitions(ports.catalog), id)
  const decision = await decide(ports, request, fitted, before)
  const champion = before === undefined ? {} : { champion: before }
  if (!decision.promote) return { fitted, ...champion, says: decision.says }
  const { author, defaults } = request
  const promotion = await promoteModel(ports, {
    ...{ model: id, version, dryRun: false, author },
    ...(defaults && { defaults }),
    ...(watched.signal && { signal: watched.signal }),
  })
  return { fitted, champion: version, promotion, says: decision.says }
}

interface Decision {
  readonly promote: boolean
  readonly says: string
}

async function decide(
  ports: TrainingPorts,
  request: TrainAndPromoteRequest,
  fitted: FittedModel,
  before: number | undefined,
): Promise<Decision> {
  const { id, version, method, scorer, asked } = fitted
  const stays = (says: string): Decision => ({ promote: false, says })
  if (request.promote === false) return stays('It was not to be promoted.')
  if (scorer === undefined) return stays(`The method '${method}' has no formula, so it cannot be champion.`)
  if (before === undefined)
    return { promote: true, says: 'It is the first that was trained, and gives the score from now on.' }
  if (asked.promote === 'by_hand')
    return stays(
      `Version ${before} stays champion until another is promoted: \`kindred model promote ${id}\`.`,
    )
  const { versions } = await compareModels(ports, { model: id, versions: [before, version] })
  const better = betterOf(versions)
  return better?.version === version
    ? { promote: true, says: `It is better than version ${before} on the same later period: ${better.says}.` }
    : stays(
        `It is not better than version ${before} on the same later period: ${better?.says ?? 'they are alike'}.`,
      )
}
