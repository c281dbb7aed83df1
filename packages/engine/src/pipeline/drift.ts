import { type ModelDrift, modelDrift } from '../models/drift/model-drift.ts'
import { joinColumns } from '../models/rows/join-columns.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { modelInputs } from './model-inputs.ts'
import { populationAt } from './population-at.ts'
import { championOf } from './promote-model.ts'
import { versionScore } from './version-score.ts'

export interface DriftRequest {
  readonly model: string
  /** The champion when none is named; where there is none, the newest. */
  readonly version?: number
}

export interface DriftReport {
  readonly model: string
  readonly version: number
  readonly asOf: number
  /** The instant it was judged at, which it is compared with. */
  readonly since: number
  /** Absent: the version was trained before this was kept. */
  readonly drift?: ModelDrift
}

const MOST_ROWS = 50_000
const SCORE = 'own score'

/**
 * How far the customers a model is about have moved since it was judged: population stability of its score and of every
 * input.
 *
 * @throws EngineError `model_unknown`, `model_broken`, `model_not_trained`, `expression_wrong`
 */
export async function reportDrift(ports: EnginePorts, request: DriftRequest): Promise<DriftReport> {
  const current = await requireDefinitions(ports.catalog)
  requireModel(current.compiled, request.model)
  const wanted = request.version ?? championOf(current, request.model)
  const fitted = await requireFitted(ports.catalog, current.compiled, request.model, wanted)
  const asOf = await presentInstant(ports)
  const drift = await driftSince(ports, current, fitted, asOf)
  const { version, card } = fitted
  return { model: request.model, version, asOf, since: card.judged.at, ...(drift && { drift }) }
}

/** The same of a version at hand. */
export async function driftSince(
  ports: EnginePorts,
  current: CurrentDefinitions,
  fitted: FittedModel,
  asOf: number,
): Promise<ModelDrift | undefined> {
  const { population } = requireModel(current.compiled, fitted.id)
  const columns = new Map(modelInputs(current, fitted))
  if (fitted.scorer !== undefined) columns.set(SCORE, versionScore(current, fitted))
  const context = await populationAt(ports, current, asOf, [
    ...columns.values(),
    ...(population ? [population] : []),
  ])
  const table = await ports.warehouse.table({
    ...{ context, columns, sample: { atMost: MOST_ROWS, seed: fitted.card.seed } },
    ...(population && { where: population }),
  })
  if (table.customers.length === 0) return undefined
  const rows = Int32Array.from(table.customers.keys())
  const read = [...columns.keys()].map(name => joinColumns(name, [{ table, rows }]))
  return modelDrift(fitted, read, SCORE)
}
