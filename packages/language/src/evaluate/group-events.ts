import type { SubjectEvent } from './subject.ts'

/** A subject's events by name, each list in the order given. */
export function groupEvents(events: readonly SubjectEvent[]): ReadonlyMap<string, readonly SubjectEvent[]> {
  const groups = new Map<string, SubjectEvent[]>()
  for (const event of events) {
    const group = groups.get(event.event)
    if (group === undefined) groups.set(event.event, [event])
    else group.push(event)
  }
  return groups
}
