import { descendingOrder } from '../numeric/descending-order.ts'
import type { Judged } from './score-steps.ts'

/** The correlation of ranks, equal values sharing theirs (Spearman); 0 where one side is all alike. */
export function rankCorrelation({ target, scores, weights }: Judged): number {
  const [a, b] = [midRanks(target, weights), midRanks(scores, weights)]
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const meanOf = (ranks: Float64Array): number =>
    ranks.reduce((sum, rank, row) => sum + weights[row]! * rank, 0) / all
  const [middleA, middleB] = [meanOf(a), meanOf(b)]
  let [aa, ab, bb] = [0, 0, 0]
  for (let row = 0; row < a.length; row += 1) {
    const [x, y] = [a[row]! - middleA, b[row]! - middleB]
    aa += weights[row]! * x * x
    ab += weights[row]! * x * y
    bb += weights[row]! * y * y
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

/** Of each value, the weight of what is greater and half of what is equal. */
function midRanks(values: Float64Array, weights: Float64Array): Float64Array {
  const order = descendingOrder(values)
  const ranks = new Float64Array(values.length)
  let above = 0
  for (let from = 0; from < order.length; ) {
    let to = from
    let weight = 0
    for (; to < order.length && values[order[to]!] === values[order[from]!]; to += 1)
      weight += weights[order[to]!]!
    for (let at = from; at < to; at += 1) ranks[order[at]!] = above + weight / 2
    above += weight
    from = to
  }
  return ranks
}
