import type { Task } from '../matrix/require-target.ts'
import { requireOption } from '../numeric/require-option.ts'
import { requireJudged, scoreSteps } from './score-steps.ts'

/** The rows with the highest scores, up to a share of all. */
export interface Gain {
  /** Of all rows. */
  readonly share: number
  /** What they bring, as a share of what all bring: the gain. */
  readonly gain: number
  /** Gain over share: how many times as much as as many rows at random. */
  readonly lift: number
  /** What the rows of this part alone bring on average: the rate of those that come true. */
  readonly mean: number
  /** The lowest score among them. */
  readonly score: number
}

/**
 * What the best tenth, the best fifth … bring: the gain and lift curves. Rows of one score share alike what they bring,
 * so that their order does not matter.
 *
 * @param target - 0 or 1 a row, or an amount of 0 or more.
 * @param parts  - Into how many the rows are cut. Default 10.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_target`, `bad_score`, `bad_weight`, `bad_option`
 *
 * Cost: a sort.
 *
 * @example
 * gainCurve([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1], { parts: 2 }).map(({ gain }) => gain) // [0.5, 1]
 */
export function gainCurve(
  target: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: { readonly task?: Task; readonly parts?: number; readonly weights?: Float64Array } = {},
): readonly Gain[] {
  const { task = 'binary', parts = 10 } = options
  requireOption('parts', parts, { least: 1, most: 1000, whole: true })
  const curve = cumulative(scoreSteps(requireJudged(task, target, scores, options.weights)))
  let before = 0
  return Array.from({ length: parts }, (_, part) => {
    const share = (part + 1) / parts
    const { brought, score } = curve.upTo(share)
    const gain = curve.whole > 0 ? brought / curve.whole : share
    const mean = ((brought - before) * parts) / curve.rows
    before = brought
    return { share, gain, lift: gain / share, mean, score }
  })
}

interface Curve {
  readonly rows: number
  readonly whole: number
  upTo(share: number): { brought: number; score: number }
}

function cumulative({ yes, no, scores }: ReturnType<typeof scoreSteps>): Curve {
  const rows = Float64Array.from(yes)
  const brought = Float64Array.from(yes)
  for (let at = 0; at < yes.length; at += 1) {
    rows[at] = yes[at]! + no[at]! + (at > 0 ? rows[at - 1]! : 0)
    if (at > 0) brought[at]! += brought[at - 1]!
  }
  const all = rows.at(-1)!
  return {
    rows: all,
    whole: brought.at(-1)!,
    upTo(share) {
      const wanted = share * all
      // A hair of rounding is not to take in rows of the next score.
      const at = Math.max(
        0,
        rows.findIndex(each => each >= wanted * (1 - 1e-12)),
      )
      const [fromRows, fromBrought] = at > 0 ? [rows[at - 1]!, brought[at - 1]!] : [0, 0]
      const part = Math.min(1, (wanted - fromRows) / (rows[at]! - fromRows))
      return { brought: fromBrought + part * (brought[at]! - fromBrought), score: scores[at]! }
    },
  }
}
