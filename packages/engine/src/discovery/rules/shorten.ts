import { lengthOf, type RuleList } from './rule-list.ts'
import type { RuleRows, Tally } from './rule-rows.ts'
import { simplifications } from './simplifications.ts'

/** A list with how it does. */
export interface TriedList {
  readonly list: RuleList
  readonly tally: Tally
}

/** A word in a list of words costs a reader this much of a comparison. */
const WORD = 0.1

/** However short, a group keeps this much of its precision and recall. */
const LEAST_OF_GROUP = 0.6

/**
 * The list made shorter step by step, always by what costs least fidelity for what it saves, as long as `goal` is
 * reached. What is given is returned where nothing can be spared.
 */
export function shorten(tried: TriedList, rows: RuleRows, goal: number): TriedList {
  let best = tried
  for (let next = nextStep(best, rows, goal); next !== undefined; next = nextStep(best, rows, goal))
    best = next
  return best
}

function nextStep(now: TriedList, rows: RuleRows, goal: number): TriedList | undefined {
  let best: TriedList | undefined
  let least = Infinity
  const length = readingLength(now.list)
  for (const list of simplifications(now.list)) {
    const saved = length - readingLength(list)
    if (saved <= 0) continue
    const tally = rows.tally(list)
    const lost = now.tally.fidelity - tally.fidelity
    if (!isGoodEnough(tally, now.tally, goal) || lost / saved >= least) continue
    least = lost / saved
    best = { list, tally }
  }
  return best
}

/** The fidelity asked for or no less than before; and no group lost for the sake of the others. */
export function isGoodEnough(tally: Tally, before: Tally, goal: number): boolean {
  if (tally.fidelity < goal && tally.fidelity < before.fidelity) return false
  return tally.groups.every(({ own, given, right }, group) => {
    const was = before.groups[group]!
    if (was.right === 0) return true
    const recall = right >= Math.min(LEAST_OF_GROUP * own, was.right)
    const precision = right * was.given >= Math.min(LEAST_OF_GROUP * was.given, was.right) * given
    return recall && precision
  })
}

export function readingLength(list: RuleList): number {
  let words = 0
  for (const { boxes } of list.groups)
    for (const { limits } of boxes)
      for (const limit of limits) if (limit.kind === 'words') words += limit.words.length - 1
  return lengthOf(list) + WORD * words
}
