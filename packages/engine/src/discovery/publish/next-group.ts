import type { Discovery, GroupInput } from '../../records/discovery.ts'
import { movesTo } from './moves-to.ts'
import { type FeatureValues, pointOf, squareBetween } from './point-of.ts'
import { type GroupMove, sayMove } from './say-move.ts'

export interface NextGroup {
  /** The group she is in, and the one that is next nearest; ids. */
  readonly group: string
  readonly next: string
  /** From the centres of both, in the units of the space. */
  readonly distance: number
  readonly nextDistance: number
  /** What puts her there rather than in the next: shares of the difference; below 0 speaks for the next. Most telling first. */
  readonly because: readonly { readonly feature: string; readonly share: number }[]
  readonly moves: readonly GroupMove[]
  readonly says: string
}

/**
 * Why a customer is in her group, which would be the next, and what alone would bring her there.
 *
 * A move that is stated has been tried: with that value, and all else as it is, the model gives the next group.
 *
 * @returns Nothing where there is only one group.
 *
 * @example
 * nextGroup(discovery, { spend: 310, visits: 4 })?.says
 * // 'She is in “Frequent small baskets”; next is “Big baskets”, 1.3 times as far. With a spend of 520 EUR rather than 310 EUR she would be there.'
 */
export function nextGroup(discovery: Discovery, values: FeatureValues): NextGroup | undefined {
  const { model, groups, features } = discovery
  const point = pointOf(model.inputs, features, values)
  const squares = model.centres.map(centre => squareBetween(point, centre))
  const [first, second] = squares.map((_, at) => at).sort((a, b) => squares[a]! - squares[b]! || a - b)
  if (first === undefined || second === undefined) return undefined
  const moves = movesTo({ discovery, values, point, from: first, to: second })
  const [distance, nextDistance] = [Math.sqrt(squares[first]!), Math.sqrt(squares[second]!)]
  const told = moves.map(move => ({ ...move, says: sayMove(discovery, move) }))
  return {
    group: groups[first]!.id,
    next: groups[second]!.id,
    distance,
    nextDistance,
    because: reasonsOf(model.inputs, point, model.centres[first]!, model.centres[second]!),
    moves: told,
    says: [
      `She is in “${groups[first]!.name}”; next is “${groups[second]!.name}”${farther(distance, nextDistance)}.`,
      ...told.slice(0, 1).map(({ says }) => says),
    ].join(' '),
  }
}

function farther(distance: number, next: number): string {
  const times = distance > 0 ? next / distance : Infinity
  if (times < 1.005) return ', as good as equally near'
  return times > 100 ? '' : `, ${times.toLocaleString('en', { maximumSignificantDigits: 3 })} times as far`
}

/** Each feature's part in how much farther the next centre is. */
function reasonsOf(
  inputs: readonly GroupInput[],
  point: Float64Array,
  own: readonly number[],
  next: readonly number[],
): NextGroup['because'] {
  const parts = new Map<string, number>()
  inputs.forEach(({ feature }, at) => {
    const part = (point[at]! - next[at]!) ** 2 - (point[at]! - own[at]!) ** 2
    parts.set(feature, (parts.get(feature) ?? 0) + part)
  })
  const all = [...parts.values()].reduce((sum, part) => sum + part, 0)
  return [...parts]
    .map(([feature, part]) => ({ feature, share: all > 0 ? part / all : 0 }))
    .sort((a, b) => b.share - a.share)
}
