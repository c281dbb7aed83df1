import type { SubjectEvent } from './subject.ts'

/**
 * A subject's events as `Subject` wants them: in order of instant and id, the same id once. Whatever the order
 * and number of times in which events arrived, the result is that of the set of distinct events.
 *
 * Ids are compared by code point, as the bytes of UTF-8 are compared in SQL; JavaScript's own order of strings
 * puts emoji before some letters.
 */
export function orderEvents(events: Iterable<SubjectEvent>): readonly SubjectEvent[] {
  const byId = new Map<string, SubjectEvent>()
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event)
  return [...byId.values()].sort((a, b) => a.at - b.at || compareCodePoints(a.id, b.id))
}

/** Negative, 0 or positive, as `a` comes before, with or after `b` by code points. */
export function compareCodePoints(a: string, b: string): number {
  const left = Array.from(a, point => point.codePointAt(0) ?? 0)
  const right = Array.from(b, point => point.codePointAt(0) ?? 0)
  const shorter = Math.min(left.length, right.length)
  for (let index = 0; index < shorter; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
