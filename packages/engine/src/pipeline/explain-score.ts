import { type Checked, compileClosures } from '@kindred/language'
import { EngineError } from '../errors.ts'
import { explainRow, type InputEffect, type InputValues } from '../models/explain-row.ts'
import { sayEffect } from '../models/say-effect.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { inputValue } from '../value/plain-value.ts'
import { requireDefinitions } from './current-definitions.ts'
import { customerAt, presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { modelInputs } from './model-inputs.ts'
import { populationAt } from './population-at.ts'
import { championOf } from './promote-model.ts'
import { versionScore } from './version-score.ts'

export interface ExplainScoreRequest {
  readonly customer: string
  readonly model: string
  /** The champion when none is named. */
  readonly version?: number
  readonly asOf?: number
}

export interface ExplainedScore {
  readonly model: FittedModel
  readonly asOf: number
  readonly score?: number
  /** Whether the model is about her: whether she is in its population. */
  readonly isMeant: boolean
  /** The greatest first. */
  readonly effects: readonly (InputEffect & { readonly says: string })[]
}

/**
 * A customer's score, and what of her makes it so.
 *
 * @throws EngineError `customer_unknown`, `model_unknown`, `model_is_no_champion`, `model_not_trained`, `instant_to_come`
 */
export async function explainScore(
  ports: EnginePorts,
  request: ExplainScoreRequest,
): Promise<ExplainedScore> {
  const current = await requireDefinitions(ports.catalog)
  const { population } = requireModel(current.compiled, request.model)
  const wanted = request.version ?? championOf(current, request.model)
  if (wanted === undefined) throw new EngineError('model_is_no_champion', { model: request.model })
  const model = await requireFitted(ports.catalog, current.compiled, request.model, wanted)
  const asOf = request.asOf ?? (await presentInstant(ports))
  const record = await customerAt(ports, current, request.customer, asOf)
  const asked = new Map<string, Checked>([
    ...modelInputs(current, model),
    [SCORE, versionScore(current, model)],
    ...(population === undefined ? [] : [[POPULATION, population] as const]),
  ])
  const context = await populationAt(ports, current, asOf, [...asked.values()], request.asOf === undefined)
  const values = compileClosures(asked, context)(record, asOf)
  const inputs: InputValues = Object.fromEntries(
    model.inputs.map(({ name }) => [name, inputValue(asked.get(name)?.type, values.get(name))]),
  )
  const score = values.get(SCORE)
  const { currency } = current.compiled.definitions.settings
  return {
    ...{ model, asOf },
    ...(typeof score === 'number' && { score }),
    isMeant: population === undefined || values.get(POPULATION) === true,
    effects: explainRow(model, inputs).map(effect => ({
      ...effect,
      says: sayEffect(effect, currency),
    })),
  }
}

/** Names with a space, so that no input can have them. */
const [SCORE, POPULATION] = ['own score', 'is in the population']
