import { EngineError } from '../errors.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { populationAt } from './population-at.ts'
import { championOf } from './promote-model.ts'
import { requirePassed } from './require-passed.ts'
import { versionScore } from './version-score.ts'

export interface ScoreRequest {
  readonly model: string
  /** The champion when none is named. */
  readonly version?: number
  /** Which of its answers, where it has several: a treatment, or `left_alone`. */
  readonly output?: string
  readonly asOf?: number
  /** How many to give, the highest scores first; absent: all. */
  readonly limit?: number
  /** Only those with at least this score. */
  readonly least?: number
}

export interface ScoredCustomers {
  readonly model: string
  readonly version: number
  readonly asOf: number
  /** In the population of the model. */
  readonly customers: number
  /** Of them, those who have a score, and its mean. */
  readonly scored: number
  readonly mean: number
  /** Highest first; of equal scores in order of id. */
  readonly highest: readonly { readonly customer: string; readonly score: number }[]
}

/**
 * The customers a model is about, by their score at an instant.
 *
 * @throws EngineError `model_unknown`, `model_broken`, `model_is_no_champion`, `model_not_trained`,
 *   `model_without_formula`, `instant_to_come`
 */
export async function scoreCustomers(ports: EnginePorts, request: ScoreRequest): Promise<ScoredCustomers> {
  const current = await requireDefinitions(ports.catalog)
  const { population } = requireModel(current.compiled, request.model)
  const asOf = request.asOf ?? (await presentInstant(ports))
  requirePassed(ports, current, asOf)
  const { version, score } = await scoreOf(ports, current, request)
  const context = await populationAt(ports, current, asOf, [score, ...(population ? [population] : [])])
  const table = await ports.warehouse.table({
    ...{ context, columns: new Map([['score', score]]) },
    ...(population && { where: population }),
  })
  const column = table.columns.get('score')
  const scores = column?.kind === 'number' ? column.values : new Float64Array(0)
  const known = Int32Array.from(scores.keys()).filter(row => !Number.isNaN(scores[row]))
  const sum = known.reduce((total, row) => total + (scores[row] ?? 0), 0)
  const highest = known
    .filter(row => (scores[row] ?? 0) >= (request.least ?? Number.NEGATIVE_INFINITY))
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, request.limit)
  return {
    ...{ model: request.model, version, asOf, customers: table.population, scored: known.length },
    mean: known.length === 0 ? 0 : sum / known.length,
    highest: Array.from(highest, row => ({ customer: table.customers[row] ?? '', score: scores[row] ?? 0 })),
  }
}

async function scoreOf(
  { catalog }: EnginePorts,
  current: CurrentDefinitions,
  { model, version, output }: ScoreRequest,
) {
  const wanted = version ?? championOf(current, model)
  if (wanted === undefined) throw new EngineError('model_is_no_champion', { model })
  const fitted = await requireFitted(catalog, current.compiled, model, wanted)
  return { version: fitted.version, score: versionScore(current, fitted, output) }
}
