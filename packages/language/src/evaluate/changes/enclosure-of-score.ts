import type { ScoreInput, ScoreRead } from '../../ast/checked.ts'
import type { BlendScorer, ScoreLink, Scorer, TreesScorer } from '../../ast/scorer.ts'
import { compileLinks } from '../compile-links.ts'
import { compileScorer } from '../compile-score.ts'
import { type FlatTrees, flattenTrees } from '../compile-trees.ts'
import { numberOfInput } from '../number-of-input.ts'
import type { Run } from '../run.ts'
import { newScoreRow, type ScoreRow } from '../score-row.ts'
import { type Bounds, type Enclose, type Enclosure, isBounds } from './enclosure.ts'
import { enclosureOfLayers } from './enclosure-of-layers.ts'
import { enclosureOfLifetime } from './enclosure-of-lifetime.ts'
import { hullOf, scaled, throughCurve, throughRising } from './interval.ts'
import type { Watch } from './until.ts'

/** The inputs of a model over a stretch: `values` of the row are the least, `high` the greatest; both NaN where missing. */
export interface RowBounds {
  readonly row: ScoreRow
  readonly high: Float64Array
}

/** What a formula can come to over a row of bounds; not finite where that cannot be told. */
export type BoundsOfRow = () => Bounds

/**
 * Bounds of a score while its inputs move. Sums keep order when they are rounded, so bounds are summed as scores are;
 * what is only rising but for its last digits is widened by as much.
 */
export function encloseScore({ inputs, of }: ScoreRead, watch: Watch): Enclose {
  if (of === undefined) return () => 'unknown'
  const row = newScoreRow(inputs.length)
  const bounds: RowBounds = { row, high: new Float64Array(inputs.length) }
  const value = compileScorer(of, row)
  const enclose = boundsOfScorer(of, bounds)
  const fill = inputs.map((input, at) => fillBounds(input, at, bounds, watch))
  return (run, until) => {
    let isPoint = true
    for (const [at, write] of fill.entries()) {
      if (!write(run, until)) return 'anything'
      isPoint &&= row.values[at] === bounds.high[at] || Number.isNaN(row.values[at])
    }
    return isPoint ? pointOf(value()) : boundsOf(enclose())
  }
}

function pointOf(value: number): Enclosure {
  return Number.isFinite(value) ? { low: value + 0, high: value + 0 } : 'unknown'
}

function boundsOf({ low, high }: Bounds): Enclosure {
  return Number.isFinite(low) && Number.isFinite(high) ? { low: low + 0, high: high + 0 } : 'anything'
}

/** Writes one input; false where it can be anything. */
function fillBounds(
  { is }: ScoreInput,
  at: number,
  { row, high }: RowBounds,
  watch: Watch,
): (run: Run, until: number) => boolean {
  if (is.type !== 'number') {
    const value = watch.compiler.value(is)
    const read = is.type === 'text' ? undefined : numberOfInput(is.type)
    return run => {
      const given = value(run)
      row.values[at] = given !== undefined && read ? read(given) : row.codeOf(at, given)
      high[at] = row.values[at] ?? Number.NaN
      return true
    }
  }
  const enclose = watch.enclose(is)
  return (run, until) => {
    const found = enclose(run, until)
    if (found === 'anything') return false
    row.values[at] = isBounds(found) ? found.low : Number.NaN
    high[at] = isBounds(found) ? found.high : Number.NaN
    return true
  }
}

function boundsOfScorer(scorer: Scorer, bounds: RowBounds): BoundsOfRow {
  const sum = boundsOfSum(scorer, bounds)
  const links = scorer.links.map(boundsOfLink)
  return () => links.reduce((found, link) => link(found), sum())
}

function boundsOfSum(scorer: Scorer, bounds: RowBounds): BoundsOfRow {
  switch (scorer.kind) {
    case 'trees':
      return boundsOfTrees(scorer, bounds)
    case 'layers':
      return enclosureOfLayers(scorer, bounds)
    case 'lifetime':
      return enclosureOfLifetime(scorer, bounds)
    case 'blend':
      return boundsOfBlend(scorer, bounds)
  }
}

function boundsOfBlend({ of, weights, bias }: BlendScorer, bounds: RowBounds): BoundsOfRow {
  const parts = of.map(scorer => boundsOfScorer(scorer, bounds))
  return () =>
    parts.reduce<Bounds>(
      (sum, part, at) => {
        const { low, high } = scaled(part(), weights[at] ?? 0)
        return { low: sum.low + low, high: sum.high + high }
      },
      { low: bias, high: bias },
    )
}

function boundsOfTrees(scorer: TreesScorer, { row, high }: RowBounds): BoundsOfRow {
  const trees = flattenTrees(scorer, row)
  return () => {
    const sum = { low: scorer.base, high: scorer.base }
    for (const root of trees.roots) {
      const leaf = leavesFrom(root, trees, row.values, high)
      sum.low += leaf.low
      sum.high += leaf.high
    }
    return scaled(sum, scorer.factor)
  }
}

/** The least and the greatest of the leaves that can be reached. */
function leavesFrom(node: number, trees: FlatTrees, low: Float64Array, high: Float64Array): Bounds {
  const at = trees.input[node]!
  const number = trees.number[node]!
  if (at < 0) return { low: number, high: number }
  const [left, right] = [trees.left[node]!, trees.right[node]!]
  const [from, to] = [low[at]!, high[at]!]
  if (Number.isNaN(from)) return leavesFrom(trees.missing[node]!, trees, low, high)
  if (trees.words[node]! > 0) {
    const isLeft = from < trees.words[node]! && trees.sets[number + from] === 1
    return leavesFrom(isLeft ? left : right, trees, low, high)
  }
  if (to <= number) return leavesFrom(left, trees, low, high)
  if (from > number) return leavesFrom(right, trees, low, high)
  const [one, other] = [leavesFrom(left, trees, low, high), leavesFrom(right, trees, low, high)]
  return hullOf(one, other)
}

function boundsOfLink(link: ScoreLink): (bounds: Bounds) => Bounds {
  const value = compileLinks([link])
  if (link.kind === 'isotonic') return bounds => throughCurve(bounds, value, link.at)
  return bounds => throughRising(bounds, value, link.kind === 'platt' && link.slope < 0)
}
