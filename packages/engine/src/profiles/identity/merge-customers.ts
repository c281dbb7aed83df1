import { type Changed, evaluateRecord, subjectOf } from '../moves/evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from '../moves/live-setting.ts'
import { nowhere, restate } from '../moves/restate.ts'
import type { AttributeFact } from '../record/live-record.ts'

/**
 * What two settled customers are as one: the events of both, and of each attribute what was said of the latest instant;
 * said of the same instant, `into` is right.
 *
 * @throws PagesNeeded of `into`; the pages of `from` have to be at hand.
 */
export function mergeCustomers(
  into: CustomerAtHand,
  from: CustomerAtHand,
  setting: LiveSetting,
  now: number,
): Changed {
  const { events } = setting.program.subjectOf(subjectOf(from))
  const { history } = setting.program.add(into.history, events, now)
  const [ours, theirs] = [into.record, from.record]
  const record = {
    ...ours,
    knownSince: Math.min(ours.knownSince, theirs.knownSince),
    newestEventAt: latest(ours.newestEventAt, theirs.newestEventAt),
    newsAt: now,
    attributes: mergedFacts(ours.attributes, theirs.attributes),
    pending: [...theirs.pending, ...ours.pending].sort((a, b) => a.since - b.since),
  }
  return evaluateRecord({ record, history }, setting, { at: now, cause: 'merge' })
}

/** What is left of who was merged away: that she was, and nothing that answers. */
export function mergedAway(from: CustomerAtHand, into: string, setting: LiveSetting, now: number): Changed {
  const before = { standing: from.record.standing, layout: setting.layout }
  const { standing, moves } = restate(before, nowhere(setting.layout), setting.layout, {
    at: now,
    cause: 'merge',
    customer: from.record.id,
  })
  const record = { ...from.record, standing, fill: 0, timer: undefined, asOf: now, mergedInto: into }
  return { customer: { ...from, record }, moves }
}

function mergedFacts(
  into: ReadonlyMap<string, AttributeFact>,
  from: ReadonlyMap<string, AttributeFact>,
): ReadonlyMap<string, AttributeFact> {
  const merged = new Map(into)
  for (const [name, fact] of from) {
    const known = into.get(name)
    if (known === undefined || known.since < fact.since) merged.set(name, fact)
  }
  return merged
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}
