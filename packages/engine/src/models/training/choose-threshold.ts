import { confusionMatrix, quantile } from '@kindred/learning'
import type { ModelThreshold } from '../../records/fitted-model.ts'
import type { RowSet } from './split-rows.ts'

/** From which chance on somebody is treated, and why. */
export interface ChosenThreshold {
  readonly at: number
  readonly says: string
}

export interface Payoff {
  readonly benefit?: number
  readonly cost?: number
}

/** Thresholds that are tried where nothing is said of benefit and cost. */
const TRIED = 99

/**
 * The chance from which on treating pays: benefit × chance is more than the cost. Where they are not known, the one at
 * which precision and recall are both good (the greatest F1), on rows that were foretold unseen.
 */
export function chooseThreshold(
  { benefit, cost }: Payoff,
  target: Float64Array,
  unseen: Float64Array,
): ChosenThreshold {
  if (benefit !== undefined && cost !== undefined && benefit > 0) {
    const at = cost / benefit
    if (at > 1) return { at: 1, says: `Treating costs ${cost} and brings at most ${benefit}: it never pays.` }
    return {
      at,
      says: `Treating pays from a chance of ${percent(at)} on: it costs ${cost} and brings ${benefit}.`,
    }
  }
  const sorted = unseen.toSorted()
  const tried = Array.from({ length: TRIED }, (_, at) => quantile(sorted, (at + 1) / (TRIED + 1)))
  const f1 = (threshold: number) => confusionMatrix(target, unseen, { threshold }).f1
  const at = tried.reduce((best, each) => (f1(each) > f1(best) ? each : best))
  return {
    at,
    says: `From ${percent(at)} on precision and recall are best together; say benefit and cost to have what pays.`,
  }
}

/** What comes of treating everybody from the threshold on. */
export function judgeThreshold(
  { at, says }: ChosenThreshold,
  { benefit, cost }: Payoff,
  { target }: RowSet,
  predicted: Float64Array,
): ModelThreshold {
  const found = confusionMatrix(target, predicted, { threshold: at })
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = found
  const counts = { truePositives, falsePositives, falseNegatives, trueNegatives }
  if (benefit === undefined || cost === undefined) return { at, says, ...counts }
  return { at, says, ...counts, profit: benefit * truePositives - cost * (truePositives + falsePositives) }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
