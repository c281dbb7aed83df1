import type { Scorer } from '@kindred/language'
import { applyLinks, fitIsotonic, fitPlatt, type Link, logLoss, makeFolds, seeded } from '@kindred/learning'
import type { ModelCard } from '../../records/fitted-model.ts'
import type { RowSet } from './split-rows.ts'

/** What makes chances as frequent as they say. */
export interface Calibration {
  readonly by: ModelCard['calibration']['by']
  readonly says: string
  /** What it reads: the log odds of the chance that the method gives, or that chance. */
  readonly on: 'odds' | 'chances'
  /** Absent: chances are left as they are. */
  readonly link?: Link
}

/** Where a formula ends in a logistic curve, calibration reads what went into it. */
export function calibrationSpace(scorer: Scorer | undefined): Calibration['on'] {
  return scorer?.links.at(-1)?.kind === 'logistic' ? 'odds' : 'chances'
}

/** From so many of the rarer answer on a free curve is trusted. */
const LEAST_FOR_ISOTONIC = 1_000
/** Of the log loss; less is not worth a further step. */
const WORTH = 0.002
const HALVES = 2

/**
 * Finds whether chances come true as often as they say, on rows that were foretold unseen, and what would mend it: each
 * way is fitted on one half of the customers and judged by the other.
 */
export function calibrate(
  learn: RowSet,
  unseen: Float64Array,
  on: Calibration['on'],
  seed: number,
): Calibration {
  const scores = readAs(on, unseen)
  const asIs = logLoss(learn.target, unseen)
  const rarer = Math.min(...[0, 1].map(answer => learn.target.filter(each => each === answer).length))
  const ways = ['platt', ...(rarer >= LEAST_FOR_ISOTONIC ? ['isotonic' as const] : [])] as const
  const judged = ways
    .map(by => ({ by, loss: crossed(by, scores, learn, seed) }))
    .sort((a, b) => a.loss - b.loss)
  const [best] = judged
  if (best === undefined || best.loss > asIs * (1 - WORTH))
    return { by: 'none', on, says: `Chances come true as often as they say (log loss ${asIs.toFixed(4)}).` }
  return {
    by: best.by,
    on,
    says: `By ${best.by === 'platt' ? 'a logistic curve' : 'a rising curve'}: log loss ${best.loss.toFixed(4)} in place of ${asIs.toFixed(4)}.`,
    link: fit(best.by, scores, learn.target),
  }
}

/** Chances after calibration. */
export function calibrated({ link, on }: Calibration, chances: Float64Array): Float64Array {
  return link === undefined ? chances : applyLinks([link], readAs(on, chances))
}

function readAs(on: Calibration['on'], chances: Float64Array): Float64Array {
  return on === 'odds' ? chances.map(logOdds) : chances
}

/** The formula with its calibration: on what a logistic link was given, or on the chance itself. */
export function withCalibration(scorer: Scorer, { link, on }: Calibration): Scorer {
  if (link === undefined) return scorer
  const before = on === 'odds' ? scorer.links.slice(0, -1) : scorer.links
  return { ...scorer, links: [...before, link] }
}

function crossed(by: 'platt' | 'isotonic', scores: Float64Array, learn: RowSet, seed: number): number {
  const { target, customers } = learn
  const chances = new Float64Array(scores.length)
  for (const { train, test } of makeFolds(target, {
    folds: HALVES,
    random: seeded(seed),
    groups: customers,
  })) {
    const link = fit(by, pick(scores, train), pick(target, train))
    applyLinks([link], pick(scores, test)).forEach((chance, at) => {
      chances[test[at] ?? 0] = chance
    })
  }
  return logLoss(target, chances)
}

function fit(by: 'platt' | 'isotonic', scores: Float64Array, target: Float64Array): Link {
  return by === 'platt' ? fitPlatt(scores, target) : fitIsotonic(scores, target)
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row] ?? Number.NaN)
}

/** Never without an end: a chance of 0 or 1 is as one of a ten-millionth. */
function logOdds(chance: number): number {
  const kept = Math.min(1 - 1e-7, Math.max(1e-7, chance))
  return Math.log(kept / (1 - kept))
}
