import { compileChange } from '../../evaluate/changes/compile-next-change.ts'
import { applyChanges, type ProposedChange } from './apply-changes.ts'
import { conditionsIn, eventsIn } from './conditions-in.ts'
import type { Search } from './search.ts'

/**
 * The events that would spoil a wait: one of them, a moment before it is over, and the answer is not turned round.
 * Only those that are read by a condition that changes when the wait is over.
 */
export function untilNotHad(
  changes: readonly ProposedChange[],
  at: number,
  { checked, subject, asOf, context, holds, holdsFor }: Search,
): readonly string[] {
  const turning = conditionsIn(checked).filter(node => {
    const turns = compileChange(node, context)(subject, asOf)?.at
    return turns !== undefined && turns <= at && turns > at - 1_000
  })
  return [...new Set(turning.flatMap(eventsIn))].filter(event => {
    const had: ProposedChange = { kind: 'event', event, count: 1, properties: [], at: at - 1 }
    return holdsFor(applyChanges(subject, [had, ...changes]), at) === holds
  })
}
