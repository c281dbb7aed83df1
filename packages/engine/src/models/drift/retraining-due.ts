import type { RetrainDefinition } from '../../records/definitions.ts'
import type { FittedModel } from '../../records/fitted-model.ts'
import { stretchMillis, stretchWords } from '../../records/stretch.ts'
import { greatestDrift, type ModelDrift } from './model-drift.ts'

const DAY = 86_400_000

export interface RetrainQuestion {
  readonly retrain: RetrainDefinition
  /** The newest version. */
  readonly newest: Pick<FittedModel, 'createdAt' | 'card'>
  readonly now: number
  /** Number of the newest batch there is: without new data nothing new can be learned. */
  readonly batch: number
  /** Asked only where it matters; undefined: it cannot be told. */
  readonly drift: () => Promise<ModelDrift | undefined>
}

/**
 * Why a model is to be trained anew; undefined where it is not: it is not so old, it has not drifted so far, nothing new
 * is known, or it was trained within a day, so that a population that stays moved does not have it trained without end.
 */
export async function retrainingDue({
  retrain,
  newest,
  now,
  batch,
  drift,
}: RetrainQuestion): Promise<string | undefined> {
  const age = now - newest.createdAt
  if (batch <= newest.card.batch) return undefined
  if (retrain.every !== undefined && age >= stretchMillis(retrain.every))
    return `it was trained ${stretchWords(age)} ago, and is to be every ${stretchWords(stretchMillis(retrain.every))}`
  if (retrain.drift === undefined || age < DAY) return undefined
  const found = await drift()
  if (found === undefined) return undefined
  const { drift: greatest, of } = greatestDrift(found)
  return greatest >= retrain.drift
    ? `${of} has drifted by ${greatest.toFixed(3)}, and ${retrain.drift} is allowed`
    : undefined
}
