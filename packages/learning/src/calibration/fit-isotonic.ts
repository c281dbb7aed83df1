import { weightsOf } from '../matrix/require-matrix.ts'
import { requireTarget } from '../matrix/require-target.ts'
import type { Link } from './link.ts'

/** Neighbours in score that are given one value. */
interface Block {
  readonly first: number
  readonly last: number
  readonly weight: number
  readonly sum: number
}

/**
 * The probability that goes with a score, as any curve that only rises: the least squares one. It needs some thousand
 * rows; with fewer, `fitPlatt` is the safer one.
 *
 * @param scores - One a row, finite, of rows that were not learned from.
 * @param target - 0 or 1 a row.
 * @throws LearningError `wrong_length`, `bad_target`, `one_class`, `bad_weight`
 *
 * Source: pooling of adjacent violators; Zadrozny and Elkan (2002).
 * Checked: scikit-learn's IsotonicRegression (calibration.reference.test.ts).
 * Cost: a sort.
 *
 * @example
 * fitIsotonic(Float64Array.of(1, 2, 3, 4), [0, 1, 0, 1]).values // [0, 0.5, 0.5, 1]
 */
export function fitIsotonic(
  scores: Float64Array,
  target: ArrayLike<number>,
  weights?: Float64Array,
): Extract<Link, { kind: 'isotonic' }> {
  const rowWeights = weightsOf(scores.length, weights)
  const answers = requireTarget(target, 'binary', rowWeights)
  const blocks: Block[] = []
  for (const block of tied(scores, answers, rowWeights)) {
    let next = block
    for (let last = blocks.at(-1); last !== undefined && isNotBelow(last, next); last = blocks.at(-1)) {
      blocks.pop()
      next = together(last, next)
    }
    blocks.push(next)
  }
  const ends = blocks.flatMap(({ first, last, weight, sum }) =>
    [...new Set([first, last])].map(at => ({ at, value: sum / weight })),
  )
  return {
    kind: 'isotonic',
    at: ends.map(({ at }) => at),
    values: ends.map(({ value }) => value),
    between: 'lines',
  }
}

/** One block for every score there is among rows of a weight, ascending. */
function tied(scores: Float64Array, answers: Float64Array, weights: Float64Array): Block[] {
  const order = Int32Array.from(scores.keys()).filter(row => weights[row]! > 0)
  order.sort((a, b) => scores[a]! - scores[b]!)
  const blocks: Block[] = []
  for (const row of order) {
    const [score, weight] = [scores[row]!, weights[row]!]
    const block = { first: score, last: score, weight, sum: weight * answers[row]! }
    const last = blocks.at(-1)
    if (last?.first === score) blocks[blocks.length - 1] = together(last, block)
    else blocks.push(block)
  }
  return blocks
}

const isNotBelow = (a: Block, b: Block): boolean => a.sum * b.weight >= b.sum * a.weight

function together(a: Block, b: Block): Block {
  return { first: a.first, last: b.last, weight: a.weight + b.weight, sum: a.sum + b.sum }
}
