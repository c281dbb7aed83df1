import { mapLimits, type RuleList } from './rule-list.ts'
import type { RuleRows } from './rule-rows.ts'
import { isGoodEnough, type TriedList } from './shorten.ts'
import { writableNumber } from './written-number.ts'

/** Of the fidelity, what a rounder threshold may cost. */
const PRICE = 0.008

/**
 * Thresholds as round as the data allow: 1,000 rather than 987.3 where that hardly changes who is in. One that nothing
 * rounder stands for is the roundest number between the two values it parts.
 */
export function roundThresholds(tried: TriedList, rows: RuleRows, goal: number): TriedList {
  let now = tried
  for (const { feature, cut } of cutsOf(tried.list)) {
    const sorted = knownOf(rows, feature)
    for (const round of [...roundings(cut, sorted), roundestBetween(lastBelow(sorted, cut), cut)]) {
      const list = withCut(now.list, feature, cut, writableNumber(round))
      const tally = list && rows.tally(list)
      if (list === undefined || tally === undefined) continue
      const floor = Math.max(goal, now.tally.fidelity - PRICE)
      if (!isGoodEnough(tally, now.tally, floor)) continue
      now = { list, tally }
      break
    }
  }
  return now
}

function cutsOf({ groups }: RuleList): { feature: number; cut: number }[] {
  const cuts = new Map<string, { feature: number; cut: number }>()
  for (const { boxes } of groups)
    for (const { limits } of boxes)
      for (const limit of limits) {
        if (limit.kind === 'words' || !limit.known) continue
        for (const cut of [limit.least, limit.below])
          if (Number.isFinite(cut)) cuts.set(`${limit.feature}:${cut}`, { feature: limit.feature, cut })
      }
  return [...cuts.values()]
}

function knownOf({ table }: RuleRows, feature: number): Float64Array {
  const column = table.columns[feature]!
  return column.kind === 'number'
    ? column.values.filter(value => !Number.isNaN(value)).sort()
    : new Float64Array()
}

/** Coarsest first: one digit that counts, five of the next, two, three. */
function roundings(cut: number, sorted: Float64Array): number[] {
  if (cut === 0) return []
  const size = 10 ** Math.floor(Math.log10(Math.abs(cut)))
  const steps = [size, size / 2, size / 10, size / 20, size / 100]
  const rounded = steps.map(step => tidy(Math.round(cut / step) * step))
  return rounded.filter(isFineEnough(sorted))
}

/** No digits after the point that the values do not have: of counts none, of money four. */
function isFineEnough(sorted: Float64Array): (value: number) => boolean {
  const places = [0, 4].find(digits => sorted.every(value => hasPlaces(value, digits)))
  return value => places === undefined || hasPlaces(value, places)
}

function hasPlaces(value: number, digits: number): boolean {
  return Number(value.toFixed(digits)) === value
}

/** Without the crumbs of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

/** The number above the one and at most the other that has the fewest digits. */
export function roundestBetween(low: number, high: number): number {
  if (low < 0 && high >= 0) return 0
  if (low === -Infinity) return high
  for (
    let digits = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high)))) + 1;
    digits > -5;
    digits -= 1
  ) {
    const step = 10 ** digits
    const round = tidy(Math.floor(high / step) * step)
    if (round > low && round <= high) return round
  }
  return high
}

function lastBelow(sorted: Float64Array, cut: number): number {
  return sorted.findLast(value => value < cut) ?? -Infinity
}

function withCut(list: RuleList, feature: number, from: number, to: number): RuleList | undefined {
  let isSound = true
  const changed = mapLimits(list, limit => {
    if (limit.kind === 'words' || limit.feature !== feature) return limit
    const least = limit.least === from ? to : limit.least
    const below = limit.below === from ? to : limit.below
    if (least >= below && limit.known) isSound = false
    return least === limit.least && below === limit.below ? limit : { ...limit, least, below }
  })
  return isSound ? changed : undefined
}
