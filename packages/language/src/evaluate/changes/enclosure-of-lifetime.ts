import type { LifetimeScorer } from '../../ast/lifetime-scorer.ts'
import { compileAlive, compileLifetime, compilePurchases } from '../compile-lifetime.ts'
import type { Bounds } from './enclosure.ts'
import type { BoundsOfRow, RowBounds } from './enclosure-of-score.ts'
import { widened } from './interval.ts'

/**
 * What a lifetime model can come to while time goes by. Her purchases stay as they are: the longer nothing comes, the
 * less is it probable that she still buys; the older she is at the same gap, the more. A gap is never longer than she is
 * old: where it could become longer than she is now, the least is that of one who did nothing since her first. With age her
 * rate falls, and the time that she will stay grows.
 */
export function enclosureOfLifetime(scorer: LifetimeScorer, { row, high }: RowBounds): BoundsOfRow {
  const { inputs, ahead, worth } = scorer
  const score = compileLifetime(scorer, row)
  const alive = compileAlive(scorer)
  const purchases = ahead === undefined ? undefined : compilePurchases(scorer, ahead)
  const still = [inputs.purchases, ...(worth === undefined ? [] : [worth.spent, worth.firstSpent])]
  const { values } = row
  return () => {
    if (still.some(at => values[at] !== high[at])) return UNTOLD
    const x = values[inputs.purchases]! - 1
    const [young, old] = [values[inputs.sinceFirst]!, high[inputs.sinceFirst]!]
    const last = x === 0 ? inputs.sinceFirst : inputs.sinceLast
    const [near, far] = [values[last]!, high[last]!]
    const now = score() / (alive(x, young, near) * (purchases?.(x, young) ?? 1))
    const chance = { low: alive(x, Math.max(young, far), far), high: alive(x, old, near) }
    const bought = purchases === undefined ? { low: 1, high: 1 } : between(scorer, purchases, x, young, old)
    return widened({ low: now * chance.low * bought.low, high: now * chance.high * bought.high })
  }
}

const UNTOLD: Bounds = { low: Number.NaN, high: Number.NaN }

/** A rate that falls with age, for a stay that does not (at a chance) or grows (at a rate). */
function between(
  { leaving, alpha }: LifetimeScorer,
  purchases: (x: number, age: number) => number,
  x: number,
  young: number,
  old: number,
): Bounds {
  const [first, last] = [purchases(x, young), purchases(x, old)]
  if (leaving.kind === 'chance') return { low: last, high: first }
  const slower = (alpha + young) / (alpha + old)
  return { low: first * slower, high: last / slower }
}
