import type { GroupTask } from '../group-task.ts'
import { wilsonInterval } from '../profiles/share-difference.ts'
import { type ChiSquare, chiSquareTest } from './chi-square.ts'

/** How those answered who were contacted. */
export interface ResponseRate {
  readonly contacted: number
  readonly responded: number
  /** Of those contacted, with where it lies in 19 of 20 samples. */
  readonly rate: number
  readonly interval: readonly [number, number]
}

/** Responses to one thing, group by group, and whether they differ. */
export interface ComparedResponses {
  readonly name: string
  readonly days: number
  readonly rates: readonly ResponseRate[]
  /** Absent where too few were contacted to tell. */
  readonly test?: ChiSquare
}

/**
 * @param labels - The place of the group of each customer.
 * @param groups - How many there are.
 */
export function compareResponses(
  { name, days, answers }: GroupTask['responses'][number],
  labels: ArrayLike<number>,
  groups: number,
): ComparedResponses {
  const counts = Array.from({ length: groups }, (): [number, number] => [0, 0])
  for (let row = 0; row < answers.length; row += 1)
    if (!Number.isNaN(answers[row]!)) counts[labels[row]!]![answers[row] === 1 ? 0 : 1] += 1
  const test = chiSquareTest(counts)
  return { ...{ name, days }, rates: counts.map(([yes, no]) => rateOf(yes, yes + no)), ...(test && { test }) }
}

function rateOf(responded: number, contacted: number): ResponseRate {
  const rate = contacted === 0 ? Number.NaN : responded / contacted
  const interval = contacted === 0 ? ([0, 1] as const) : wilsonInterval(rate, contacted)
  return { contacted, responded, rate, interval }
}
