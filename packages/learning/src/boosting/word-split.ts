import type { Side } from './node-splitter.ts'

/** Words that go left, and what that is worth. */
export interface WordSplit {
  readonly gain: number
  readonly first: number
  readonly second: number
  /** Codes, ascending. */
  readonly codes: readonly number[]
}

export interface WordSearch {
  /** Sums of every code, first and second derivatives in turn. */
  readonly sums: Float64Array
  /** Codes of words that were fitted; behind them stand the sums of others. */
  readonly words: number
  readonly side: Side
  readonly l2: number
  readonly least: number
  /** What is added to the second derivative of a word when words are put in order: few rows say little. */
  readonly smooth: number
}

interface Word {
  readonly code: number
  readonly first: number
  readonly second: number
}

/** Of so few words each is also tried by itself. */
const FEW = 4
/** A gain as small as this share of what the node is worth is rounding. */
const LEAST_GAIN = 1e-9

/**
 * The best question to a column of words: words in the order of −G / H are cut at every place, which finds the best of
 * all sets where nothing is smoothed (Fisher 1958); of few, each is tried alone as well. The lighter side goes left, so
 * that words that were never seen go with the most; those too rare for a code of their own always go right.
 *
 * Cost: a sort of the words that occur.
 */
export function wordSplit(search: WordSearch): WordSplit | undefined {
  const { sums, words, side, l2 } = search
  const present = Array.from({ length: words }, (_, code): Word => {
    return { code, first: sums[2 * code]!, second: sums[2 * code + 1]! }
  }).filter(({ first, second }) => second > 0 || first !== 0)
  const hasOthers = sums[2 * words + 1]! > 0
  if (present.length + (hasOthers ? 1 : 0) < 2) return undefined
  const now = worth(side.first, side.second, search)
  let gain = LEAST_GAIN * Math.abs(now)
  let best: WordSet | undefined
  for (const set of setsToTry(present, l2 + search.smooth, hasOthers)) {
    const found = worthOf(set, search) - now
    if (!(found > gain)) continue
    gain = found
    best = set
  }
  return best && { gain, ...lighter(best, present, search, hasOthers) }
}

/** Some words that follow each other in an order, and their sums. */
interface WordSet {
  readonly first: number
  readonly second: number
  readonly order: readonly Word[]
  readonly from: number
  readonly to: number
}

function* setsToTry(present: readonly Word[], ridge: number, hasOthers: boolean): Generator<WordSet> {
  const ratio = ({ first, second }: Word): number => first / (second + ridge)
  const order = present.toSorted((a, b) => ratio(a) - ratio(b) || a.code - b.code)
  yield* beginnings(order, hasOthers ? order.length : order.length - 1)
  // From the other end the same cuts come again, but for words that have to stay on the right.
  if (hasOthers) yield* beginnings(order.toReversed(), order.length - 1)
  if (order.length > FEW) return
  for (const [from, { first, second }] of order.entries()) yield { first, second, order, from, to: from + 1 }
}

function* beginnings(order: readonly Word[], most: number): Generator<WordSet> {
  let first = 0
  let second = 0
  for (let to = 1; to <= most; to += 1) {
    first += order[to - 1]!.first
    second += order[to - 1]!.second
    yield { first, second, order, from: 0, to }
  }
}

function worthOf(left: WordSet, search: WordSearch): number {
  const { side, least } = search
  const second = side.second - left.second
  if (left.second < least || second < least) return Number.NEGATIVE_INFINITY
  return worth(left.first, left.second, search) + worth(side.first - left.first, second, search)
}

/** What rows are worth at the value that they are given. */
function worth(first: number, second: number, { side, l2 }: WordSearch): number {
  const value = Math.max(side.lower, Math.min(side.upper, -first / (second + l2)))
  return -(2 * first + (second + l2) * value) * value
}

function lighter(
  { first, second, order, from, to }: WordSet,
  present: readonly Word[],
  { side }: WordSearch,
  hasOthers: boolean,
): Omit<WordSplit, 'gain'> {
  const chosen = new Set(order.slice(from, to).map(({ code }) => code))
  const codes = present.map(({ code }) => code)
  if (hasOthers || 2 * second <= side.second)
    return { first, second, codes: codes.filter(code => chosen.has(code)) }
  const rest = { first: side.first - first, second: side.second - second }
  return { ...rest, codes: codes.filter(code => !chosen.has(code)) }
}
