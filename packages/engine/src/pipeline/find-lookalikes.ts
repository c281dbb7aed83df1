import { type Checked, nearestName } from '@kindred/language'
import { compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { fitName } from '../catalog/snake-case.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { EngineError } from '../errors.ts'
import { asksAsSegment } from '../models/lookalikes/asked-by-segment.ts'
import {
  atReach,
  atSimilarity,
  type ReachPoint,
  reachCurve,
  type SeedScores,
} from '../models/lookalikes/reach-curve.ts'
import { type Trait, traitsOf } from '../models/lookalikes/traits.ts'
import { joinColumns, numbersAt } from '../models/rows/join-columns.ts'
import type { ModelDefinition } from '../records/definitions.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import type { ModelMethod } from '../records/model-methods.ts'
import { championFormulas } from './champion-formulas.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import { requireModel } from './find-model.ts'
import { oneTrainingAtATime } from './one-at-a-time.ts'
import { populationAt } from './population-at.ts'
import { fitModel, type TrainingPorts, type Watched } from './train.ts'
import { trainingFeatures } from './training-features.ts'
import { versionScore } from './version-score.ts'

export interface LookalikesRequest {
  readonly segment: string
  /** A condition: among whom they are looked for. Default: everybody. */
  readonly among?: string
  /** About so many. Default: as many as the segment has, where `similarity` says nothing. */
  readonly reach?: number
  /** The share of the segment that is at most so typical of it, above 0, up to 1; in place of `reach`. */
  readonly similarity?: number
  /** Names or expressions. Default: the set that discovery uses, without what the segment itself asks. */
  readonly features?: readonly string[]
  /** Default logistic. */
  readonly method?: ModelMethod
  readonly seed?: number
  readonly budget?: number
  readonly author: string
}

export interface Lookalikes {
  readonly segment: string
  readonly asOf: number
  /** Customers of the segment, and all others that were looked at. */
  readonly seed: number
  readonly others: number
  /** The model that tells those of the segment from others, not stored. */
  readonly fitted: FittedModel
  /** What the model is defined as. */
  readonly definition: Omit<ModelDefinition, 'source'>
  readonly curve: readonly ReachPoint[]
  readonly chosen: ReachPoint
  readonly traits: readonly Trait[]
  /** Features that were not used because the segment itself asks them. */
  readonly leftOut: readonly string[]
}

const LEAST_SEED = 30
const IS_SEED = 'in the segment'
const SCORE = 'own score'

/**
 * The customers who are most like those of a segment and not in it: a model tells its members from all others by what the
 * segment does not ask itself, and whoever it takes for one of them is like them.
 *
 * @throws EngineError `segment_unknown`, `definition_broken`, `seed_too_small`, `no_features`, `expression_wrong`, and what
 *   training refuses
 *
 * @example
 * const { chosen, traits } = await findLookalikes(ports, { segment: 'vip', reach: 500, author: 'anna' })
 */
export async function findLookalikes(
  ports: TrainingPorts,
  request: LookalikesRequest,
  watched: Watched = {},
): Promise<Lookalikes> {
  const stored = await requireDefinitions(ports.catalog)
  const when = requireSegment(stored, request.segment)
  const { id, definition } = modelOf(request)
  const current = await withModel(ports, stored, id, definition)
  const model = requireModel(current.compiled, id)
  const all = trainingFeatures(current, model)
  const isAsked = asksAsSegment(when)
  const features = request.features === undefined ? all.filter(({ read }) => !isAsked(read)) : all
  if (features.length === 0) throw new EngineError('no_features', {})
  const { author, seed, budget } = request
  const asked = {
    ...{ model: id, author },
    ...(seed !== undefined && { seed }),
    ...(budget !== undefined && { budget }),
  }
  const fitted = await oneTrainingAtATime(ports.catalog, () =>
    fitModel({ ports, current, model, request: asked, watched, features }),
  )
  const leftOut = all.filter(each => !features.includes(each)).map(({ feature }) => feature.label)
  const found = await scored(ports, current, { when, fitted, features, population: model.population })
  return {
    segment: request.segment,
    fitted,
    definition,
    leftOut,
    ...found,
    chosen: chosenOf(found.scores, request),
  }
}

function chosenOf(scores: SeedScores, { reach, similarity }: LookalikesRequest): ReachPoint {
  if (reach === undefined && similarity !== undefined) return atSimilarity(scores, similarity)
  return atReach(scores, reach ?? scores.seed.length)
}

function requireSegment({ compiled }: CurrentDefinitions, id: string): Checked {
  const segment = compiled.segments.get(id)
  if (segment === undefined)
    throw new EngineError('segment_unknown', {
      segment: id,
      nearest: nearestName(id, compiled.segments.keys()),
    })
  if (segment.when !== undefined) return segment.when
  const first = segment.problems.find(({ severity }) => severity === 'error')?.says ?? ''
  throw new EngineError('definition_broken', { definition: `segment '${id}'`, first })
}

function modelOf({ segment, among, features, method = 'logistic' }: LookalikesRequest) {
  const definition: Omit<ModelDefinition, 'source'> = {
    name: `Like ${segment}`,
    target: `in(${segment})`,
    ...(among !== undefined && { population: among }),
    ...(features !== undefined && { features }),
    method,
    instants: { count: 1, every: '30d' },
    promote: 'by_hand',
  }
  return { id: fitName(`like_${segment}`), definition }
}

/** The definitions in force, and a model more. */
async function withModel(
  { catalog }: TrainingPorts,
  current: CurrentDefinitions,
  id: string,
  model: ModelDefinition,
): Promise<CurrentDefinitions> {
  const { [id]: _, ...champions } = current.definitions.champions
  const definitions = {
    ...current.definitions,
    champions,
    models: { ...current.definitions.models, [id]: model },
  }
  const fitted = await championFormulas(catalog, definitions)
  return { ...current, definitions, compiled: compileDefinitions(definitions, [], [], fitted) }
}

interface Fitted {
  readonly when: Checked
  readonly fitted: FittedModel
  readonly features: readonly FeatureToRead[]
  readonly population: Checked | undefined
}

/** Everybody's score now, and what those of the segment have in common. */
async function scored(
  ports: TrainingPorts,
  current: CurrentDefinitions,
  { when, fitted, features, population }: Fitted,
) {
  const asOf = await presentInstant(ports)
  const columns = new Map<string, Checked>([
    ...features.map(({ feature, read }) => [feature.id, read] as const),
    [SCORE, versionScore(current, fitted)],
    [IS_SEED, when],
  ])
  const context = await populationAt(ports, current, asOf, [
    ...columns.values(),
    ...(population ? [population] : []),
  ])
  const table = await ports.warehouse.table({ context, columns, ...(population && { where: population }) })
  const rows = Int32Array.from(table.customers.keys())
  const [score, seeds] = [numbersAt(table, SCORE, rows), numbersAt(table, IS_SEED, rows)]
  const scores = {
    seed: score.filter((value, row) => seeds[row] === 1 && !Number.isNaN(value)),
    others: score.filter((value, row) => seeds[row] !== 1 && !Number.isNaN(value)),
  }
  if (scores.seed.length < LEAST_SEED)
    throw new EngineError('seed_too_small', { customers: scores.seed.length, wanted: LEAST_SEED })
  const known = features.map(({ feature }) => joinColumns(feature.id, [{ table, rows }]))
  return {
    ...{ asOf, scores, seed: scores.seed.length, others: scores.others.length, curve: reachCurve(scores) },
    traits: traitsOf(fitted.card.features, known, row => seeds[row] === 1),
  }
}
