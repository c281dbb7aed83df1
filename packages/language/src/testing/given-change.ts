import type { Cutoffs } from '../ast/checked.ts'
import type { Subject } from '../evaluate/subject.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import type { WrittenCustomer } from './customer.ts'
import { given, type Setting } from './given.ts'
import { instant } from './literals.ts'

/** One expression, one customer, one instant, and the instant at which the answer becomes another by itself. */
export interface ChangingSituation {
  readonly name: string
  readonly text: string
  readonly vocabulary: Vocabulary
  readonly cutoffs: Cutoffs
  readonly subject: Subject
  /** UTC milliseconds. */
  readonly asOf: number
  /** UTC milliseconds; undefined where the answer stays what it is. */
  readonly changes: number | undefined
}

/** A text, and when its answer changes: ISO with its zone, or `'never'`. */
export type ExpectedChange = readonly [text: string, changes: string]

/**
 * Cases about one customer, as `given` makes them.
 *
 * @example
 * givenChange('a visit seven days less a millisecond ago', { events: [visit('7d -1ms')] }, [
 *   ['did(visit, 7d)', '2026-03-18T12:00:00.001Z'],
 * ])
 */
export function givenChange(
  what: string,
  customer: WrittenCustomer,
  expected: readonly ExpectedChange[],
  setting: Setting = {},
): readonly ChangingSituation[] {
  const situations = given(
    what,
    customer,
    expected.map(([text]) => [text, undefined] as const),
    setting,
  )
  return situations.map(({ truth: _, ...situation }, index) => {
    const written = expected[index]?.[1] ?? 'never'
    return { ...situation, changes: written === 'never' ? undefined : instant(written) }
  })
}
