import type { LiveAnswer, LiveNews, LiveSubject } from '@kindred/language'
import { knownAttributes } from '../record/live-record.ts'
import type { LiveStanding } from '../record/live-standing.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'
import { type LiveMove, nowhere, type Occasion, restate } from './restate.ts'

/** A customer after something has happened to her, and the moves that it made. */
export interface Changed {
  readonly customer: CustomerAtHand
  readonly moves: readonly LiveMove[]
}

export function isKnown({ record }: CustomerAtHand, asOf: number): boolean {
  return record.knownSince <= asOf
}

export function subjectOf({ record, history }: CustomerAtHand): LiveSubject {
  return { id: record.id, attributes: knownAttributes(record), history }
}

/**
 * Finds where she stands at an instant and when that could change.
 *
 * @param stood - Where she stood before; by default the record says so.
 * @param news - What alone has changed since her standing was found.
 * @throws PagesNeeded
 */
export function evaluateRecord(
  customer: CustomerAtHand,
  setting: LiveSetting,
  occasion: Omit<Occasion, 'customer'>,
  { asOf = occasion.at, news }: { readonly asOf?: number; readonly news?: Omit<LiveNews, 'answer'> } = {},
): Changed {
  const { record } = customer
  const { layout, program, number } = setting
  const isOld = record.program !== number
  const before = { standing: record.standing, layout: layoutBefore(customer, setting) }
  const partly = isOld || news === undefined ? undefined : { ...news, answer: answerOf(record.standing) }
  const subject = subjectOf(customer)
  const knows = isKnown(customer, asOf)
  const answer = knows ? program.evaluate(subject, asOf, partly) : nowhere(layout)
  const { standing, moves } = restate(before, answer, layout, { ...occasion, customer: record.id })
  const timer = earliest(
    knows ? program.nextChange(subject, asOf) : record.knownSince,
    record.pending[0]?.since,
  )
  return {
    customer: { ...customer, record: { ...record, program: number, standing, asOf, timer } },
    moves,
  }
}

/** The layout her standing is read by: of a program that has been forgotten nothing can be told, and she stood nowhere. */
function layoutBefore({ record }: CustomerAtHand, setting: LiveSetting) {
  if (record.program === setting.number) return setting.layout
  return setting.layoutOf(record.program) ?? { segments: [], segmentations: [] }
}

function answerOf({ mask, classes }: LiveStanding): LiveAnswer {
  return { mask, classes }
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.min(a, b)
}
