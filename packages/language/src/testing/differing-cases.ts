import type { Value } from '../vocabulary/value.ts'
import { type Case, cases } from './cases.ts'

/**
 * Runs the whole case table through one reading.
 *
 * @param evaluate - Gives what the reading says of a case; unknown is `undefined`.
 * @returns One line for each case that the reading gets wrong, errors included; none when all agree.
 *
 * @example
 * expect(differingCases(({ text, vocabulary, subject, asOf }) => …)).toEqual([])
 */
export function differingCases(evaluate: (given: Case) => Value | undefined): readonly string[] {
  return cases.flatMap(each => {
    try {
      return sameTruth(evaluate(each), each.truth) ? [] : [difference(each, evaluate(each))]
    } catch (error) {
      return [`${each.name}\n  ${String(error)}`]
    }
  })
}

/** Whether a reading's answer is the truth: −0 is 0, an amount is itself whichever way it is held. */
export function sameTruth(answer: Value | undefined, truth: Value | undefined): boolean {
  return written(answer) === written(truth)
}

/** A case and what a reading made of it, for a person to read. */
export function difference(given: Case, answer: Value | undefined): string {
  return `${given.name}\n  is ${written(answer)}, should be ${written(given.truth)}`
}

function written(value: Value | undefined): string {
  if (value === undefined) return 'unknown'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value === 0 ? 0 : value)
  return JSON.stringify(value)
}
