import type { Cutoffs } from '../ast/checked.ts'
import type { Subject } from '../evaluate/subject.ts'
import type { Value } from '../vocabulary/value.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { subjectOf, type WrittenCustomer } from './customer.ts'
import { instant } from './literals.ts'
import { testCutoffs, vocabularyIn } from './vocabulary.ts'

/** One expression, one customer, one instant, and what is true. */
export interface Situation {
  /** Unique: what is given, then the text. */
  readonly name: string
  readonly text: string
  readonly vocabulary: Vocabulary
  readonly cutoffs: Cutoffs
  readonly subject: Subject
  /** UTC milliseconds. */
  readonly asOf: number
  /** Worked out by hand from the language's description. Unknown is `undefined`. */
  readonly truth: Value | undefined
}

/** When and where; a Wednesday at 13:00 in Prague by default. */
export interface Setting {
  /** ISO with its zone. */
  readonly asOf?: string
  readonly timezone?: string
  readonly weekStart?: number
}

/** A text and its truth. */
export type Expectation = readonly [text: string, truth: Value | undefined]

const vocabularies = new Map<string, Vocabulary>()

/**
 * Cases about one customer.
 *
 * @example
 * given('a visit exactly seven days ago', { events: [visit('7d')] }, [['did(visit, 7d)', false]])
 */
export function given(
  what: string,
  customer: WrittenCustomer,
  expectations: readonly Expectation[],
  { asOf = '2026-03-18T12:00:00Z', timezone = 'Europe/Prague', weekStart = 1 }: Setting = {},
): readonly Situation[] {
  const vocabulary = vocabularyOf(timezone, weekStart)
  const at = instant(asOf)
  const subject = subjectOf(what, customer, at, vocabulary)
  return expectations.map(([text, truth]) => ({
    name: `${what}: ${text}`,
    text,
    vocabulary,
    cutoffs: testCutoffs,
    subject,
    asOf: at,
    truth,
  }))
}

/** One vocabulary a zone, so that cases of a zone can be run together. */
function vocabularyOf(timezone: string, weekStart: number): Vocabulary {
  const key = `${timezone} ${weekStart}`
  const vocabulary = vocabularies.get(key) ?? vocabularyIn(timezone, weekStart)
  vocabularies.set(key, vocabulary)
  return vocabulary
}
