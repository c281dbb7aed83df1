import type { CheckedSegmentation, FirstMatch, Rfm, Tiers } from '../ast/checked.ts'
import type { Value } from '../vocabulary/value.ts'
import { EvaluationError } from './errors.ts'
import type { EvaluationContext } from './evaluation-context.ts'
import { quantity } from './held-value.ts'
import type { Compile, Run } from './run.ts'

type Cuts = readonly (number | bigint)[]
type ClassOf = (run: Run) => string

/** The class of a segmentation as a function: exactly one for everyone. */
export function classOf(
  segmentation: CheckedSegmentation,
  compile: Compile,
  context: EvaluationContext,
): ClassOf {
  switch (segmentation.kind) {
    case 'first_match':
      return firstMatch(segmentation, compile)
    case 'tiers':
      return tierOf(segmentation, cutsOf(segmentation, context, 1)[0] ?? [], compile)
    case 'rfm':
      return rfmGroupOf(segmentation, cutsOf(segmentation, context, 3), compile)
  }
}

function cutsOf({ id }: CheckedSegmentation, context: EvaluationContext, lists: number): readonly Cuts[] {
  const cuts = context.cutoffs?.get(id)
  if (cuts === undefined || cuts.length !== lists)
    throw new EvaluationError('cutoffs_missing', id, `${lists} wanted, ${cuts?.length ?? 'none'} given`)
  return cuts
}

function firstMatch({ classes, otherwise }: FirstMatch, compile: Compile): ClassOf {
  const rules = classes.map(rule => ({ class: rule.class, holds: compile.condition(rule.when) }))
  return run => rules.find(rule => rule.holds(run))?.class ?? otherwise
}

function tierOf(tiers: Tiers, cuts: Cuts, compile: Compile): ClassOf {
  const by = compile.value(tiers.by)
  return run => {
    const value = by(run)
    if (value === undefined) return tiers.otherwise
    const size = quantity(value)
    // What is not above 0 adds nothing to a share of the sum.
    if (tiers.method === 'cumulative_share' && size <= 0) return tiers.otherwise
    return tiers.classes[cuts.findIndex(cut => size >= cut)]?.class ?? tiers.otherwise
  }
}

function rfmGroupOf(rfm: Rfm, cuts: readonly Cuts[], compile: Compile): ClassOf {
  const measures = [rfm.recency, rfm.frequency, rfm.monetary].map(measure => compile.value(measure))
  return run => {
    const scores = rfmScores(
      rfm,
      measures.map(measure => measure(run)),
      cuts,
    )
    if (scores === undefined) return rfm.otherwise
    return rfm.groups.find(group => holdsScores(group, scores))?.class ?? rfm.otherwise
  }
}

/**
 * The points of recency, frequency and monetary value, `quantiles` being the best; undefined when one of the three is
 * unknown. Recency is better when lower.
 */
export function rfmScores(
  { quantiles }: Rfm,
  [recency, frequency, monetary]: readonly (Value | undefined)[],
  [recent = [], often = [], much = []]: readonly Cuts[],
): readonly [number, number, number] | undefined {
  if (recency === undefined || frequency === undefined || monetary === undefined) return undefined
  return [
    score(
      quantiles,
      recent.findIndex(cut => quantity(recency) <= cut),
    ),
    score(
      quantiles,
      often.findIndex(cut => quantity(frequency) >= cut),
    ),
    score(
      quantiles,
      much.findIndex(cut => quantity(monetary) >= cut),
    ),
  ]
}

/** `quantiles` for the best cut, one less for each after it, 1 beyond the last. */
function score(quantiles: number, cut: number): number {
  return cut < 0 ? 1 : Math.max(1, quantiles - cut)
}

function holdsScores(group: Rfm['groups'][number], scores: readonly [number, number, number]): boolean {
  const [r, f, m] = scores
  return within(r, group.recency) && within(f, group.frequency) && within(m, group.monetary)
}

function within(value: number, [low, high]: readonly [number, number]): boolean {
  return value >= low && value <= high
}
