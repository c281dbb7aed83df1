import type { ReadScore } from '@kindred/language'
import { explainRow, type InputEffect, type InputValues } from '../models/explain-row.ts'
import { isTelling, sayEffect } from '../models/say-effect.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { FittedModel } from '../records/fitted-model.ts'
import { inputValue } from '../value/plain-value.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import { requireFitted } from './find-model.ts'

/** A score of one customer, and what of her moves it most. */
export interface MovedScore {
  readonly model: FittedModel
  /** Absent: it is unknown. */
  readonly score?: number
  /** The greatest first. */
  readonly effects: readonly (InputEffect & { readonly says: string })[]
}

/** So many are named beside an answer; all of them `explainScore` tells. */
const MOST = 3

/**
 * What moved the scores that an explanation stands on: from what the models read of the customer there, so that it is of
 * the same instant, live too. Of a further answer of a model it says nothing.
 *
 * @throws EngineError `model_not_trained`
 */
export async function movedScores(
  catalog: Catalog,
  { compiled }: CurrentDefinitions,
  read: readonly ReadScore[],
): Promise<readonly MovedScore[]> {
  const { currency } = compiled.definitions.settings
  const first = read.filter(({ output }) => output === undefined)
  return Promise.all(
    first.map(async ({ model: id, version, score, inputs }) => {
      const model = await requireFitted(catalog, compiled, id, version)
      const { value } = score
      return {
        model,
        ...(typeof value === 'number' && { score: value }),
        effects: value === undefined ? [] : effectsOf(model, inputs, currency),
      }
    }),
  )
}

function effectsOf(model: FittedModel, inputs: ReadScore['inputs'], currency: string) {
  return explainRow(model, inputValues(inputs))
    .filter(isTelling)
    .slice(0, MOST)
    .map(effect => ({ ...effect, says: sayEffect(effect, currency) }))
}

function inputValues(inputs: ReadScore['inputs']): InputValues {
  return Object.fromEntries(inputs.map(({ name, type, value }) => [name, inputValue(type, value)]))
}
