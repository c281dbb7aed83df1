import { type Effect, Z_95 } from './effect.ts'
import type { RankedColumn } from './ranked-column.ts'

/**
 * How often a member's value is greater than that of somebody else, less how often it is smaller (Cliff's delta): 1 where
 * every member has more than everybody else, 0 where neither is the rule, −1 where every member has less. It asks for no
 * distribution, and money's long tails do not move it. Whose value is unknown does not count.
 *
 * @param members - 1 for the rows of the group, 0 for everybody else.
 * @param z       - How many standard errors the interval reaches. Default 1.96, for 95 %.
 * @returns Undefined where one side has nobody whose value is known.
 *
 * Source: Cliff (1993), Dominance statistics, Psychological Bulletin 114(3), for delta and the unbiased variance; Feng and
 * Cliff (2004), Journal of Modern Applied Statistical Methods 3(2), for the asymmetric interval; where all are greater or
 * all smaller, the bound of the smaller side as Cliff (1996) takes it.
 * Checked: delta and variance against all pairs (cliffs-delta.test.ts).
 * Cost: rows, once they are in order.
 *
 * @example
 * cliffsDelta(rankColumn(Float64Array.of(1, 2, 3, 4)), Uint8Array.of(0, 0, 1, 1)).effect // 1
 */
export function cliffsDelta(column: RankedColumn, members: Uint8Array, z = Z_95): Effect | undefined {
  const inside = countMembers(column, members)
  const outside = column.rows.length - inside
  if (inside === 0 || outside === 0) return undefined
  const blocks = blocksOf(column, members)
  const effect = deltaOf(blocks, inside, outside)
  return {
    effect,
    interval: intervalOf(effect, varianceOf(blocks, effect, inside, outside), inside, outside, z),
  }
}

/** Rows of one value: how many are members, how many are not, and how many of each come before. */
interface Block {
  readonly inside: number
  readonly outside: number
  readonly insideBefore: number
  readonly outsideBefore: number
}

function countMembers({ rows }: RankedColumn, members: Uint8Array): number {
  let count = 0
  for (const row of rows) count += members[row]!
  return count
}

function blocksOf({ rows, values }: RankedColumn, members: Uint8Array): Block[] {
  const blocks: Block[] = []
  let [insideBefore, outsideBefore, from] = [0, 0, 0]
  while (from < rows.length) {
    let [inside, to] = [0, from]
    for (; to < rows.length && values[to] === values[from]; to += 1) inside += members[rows[to]!]!
    const outside = to - from - inside
    blocks.push({ inside, outside, insideBefore, outsideBefore })
    insideBefore += inside
    outsideBefore += outside
    from = to
  }
  return blocks
}

function deltaOf(blocks: readonly Block[], inside: number, outside: number): number {
  let sum = 0
  for (const block of blocks) sum += block.inside * dominance(block.outsideBefore, block.outside, outside)
  return sum / inside / outside
}

/** Of `of` others, how many are below less how many are above. */
function dominance(before: number, equal: number, of: number): number {
  return before - (of - before - equal)
}

function varianceOf(blocks: readonly Block[], delta: number, m: number, n: number): number {
  if (m < 2 || n < 2) return Number.NaN
  let [ofInside, ofOutside, ties] = [0, 0, 0]
  for (const block of blocks) {
    ofInside += block.inside * (dominance(block.outsideBefore, block.outside, n) / n - delta) ** 2
    ofOutside += block.outside * (-dominance(block.insideBefore, block.inside, m) / m - delta) ** 2
    ties += block.inside * block.outside
  }
  const ofPairs = m * n - ties - m * n * delta * delta
  const unbiased = (n * n * ofInside + m * m * ofOutside - ofPairs) / (m * n * (m - 1) * (n - 1))
  return Math.max(unbiased, (1 - delta * delta) / (m * n - 1))
}

function intervalOf(delta: number, variance: number, m: number, n: number, z: number): [number, number] {
  if (Number.isNaN(variance)) return [-1, 1]
  if (Math.abs(delta) === 1) {
    const least = Math.min(m, n)
    const bound = (least - z * z) / (least + z * z)
    return delta > 0 ? [bound, 1] : [-1, -bound]
  }
  const spread = z * Math.sqrt(variance) * Math.sqrt((1 - delta * delta) ** 2 + z * z * variance)
  const [middle, below] = [delta - delta ** 3, 1 - delta * delta + z * z * variance]
  return [Math.max(-1, (middle - spread) / below), Math.min(1, (middle + spread) / below)]
}
