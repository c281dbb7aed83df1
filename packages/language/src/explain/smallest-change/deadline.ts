import type { SequenceStep } from '../../ast/checked.ts'
import { durationMillis } from '../../ast/resolve-window.ts'
import { compileChange } from '../../evaluate/changes/compile-next-change.ts'
import type { Subject } from '../../evaluate/subject.ts'
import { applyChanges, type ProposedChange } from './apply-changes.ts'
import { conditionsIn } from './conditions-in.ts'
import type { Search } from './search.ts'

/** How many instants at which something changes by itself are passed over before no deadline is given. */
const MOST_STEPS = 24

/**
 * Until when changes of now could as well come later: the first instant at which they, made then, would not turn the
 * answer round any more. Undefined where none was found, and where the change has no event that could come later.
 */
export function deadlineOf(changes: readonly ProposedChange[], search: Search): number | undefined {
  if (!changes.some(({ kind }) => kind === 'event')) return undefined
  const next = nextTurnOfAny(search)
  let at = search.asOf
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const later = Math.min(
      next(search.subject, at),
      next(applyChanges(search.subject, madeAt(changes, at)), at),
    )
    if (!Number.isFinite(later)) return undefined
    // Between two such instants nothing turns; what moves with the new event itself is tried out all the same.
    const between = [later - 1, at + Math.floor((later - at) / 2)]
    if (!between.every(instant => turnsAt(changes, instant, search))) return undefined
    if (!turnsAt(changes, later, search)) return later
    at = later
  }
  return undefined
}

function turnsAt(
  changes: readonly ProposedChange[],
  at: number,
  { subject, holds, holdsFor }: Search,
): boolean {
  return holdsFor(subject, at) === holds && holdsFor(applyChanges(subject, madeAt(changes, at)), at) !== holds
}

function madeAt(changes: readonly ProposedChange[], at: number): readonly ProposedChange[] {
  return changes.map(change => (change.kind === 'event' ? { ...change, at } : change))
}

/** When the first of all conditions could turn, whether or not the answer does, or an event would come too late for one. */
function nextTurnOfAny({ checked, context }: Search) {
  const conditions = conditionsIn(checked)
  const turns = conditions.map(node => compileChange(node, context, { looks: 16 }))
  const sequences = conditions.filter(node => node.kind === 'sequence')
  return (subject: Subject, at: number): number =>
    Math.min(
      ...turns.map(find => find(subject, at)?.at ?? Number.POSITIVE_INFINITY),
      ...sequences.flatMap(node => node.steps.flatMap(step => tooLateFor(step, subject, at))),
    )
}

/** A step of a sequence has its time after the events that are there: a millisecond later is too late. */
function tooLateFor(step: SequenceStep, { events }: Subject, at: number): readonly number[] {
  const { within } = step
  if (within === undefined) return []
  return events.map(event => event.at + durationMillis(within) + 1).filter(late => late > at)
}
