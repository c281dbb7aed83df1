import { orderEvents } from '../../evaluate/order-events.ts'
import type { Subject, SubjectEvent } from '../../evaluate/subject.ts'
import type { Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import type { Bound } from './proposal.ts'

/** A property of an event to come. With `at_least` a larger value does as well, with `at_most` a smaller. */
export interface ChangedProperty {
  readonly name: string
  readonly type: DeclaredType
  readonly value: Value
  readonly bound: Bound
}

/** One step of a change: something happens, something is otherwise, or time passes first. */
export type ProposedChange =
  | {
      readonly kind: 'wait'
      /** UTC milliseconds. */
      readonly until: number
      /** Events of which none may happen in the meantime. */
      readonly without: readonly string[]
    }
  | {
      readonly kind: 'event'
      readonly event: string
      readonly count: number
      readonly properties: readonly ChangedProperty[]
      /** UTC milliseconds: now, or when the wait is over. */
      readonly at: number
      /** UTC milliseconds: at every instant before it would do as well, and at this one no more. */
      readonly before?: number
    }
  | {
      readonly kind: 'attribute'
      readonly name: string
      readonly type: DeclaredType
      /** Undefined: unknown. */
      readonly value: Value | undefined
      readonly bound: Bound
    }

/**
 * The customer as she would be after a change. Waiting changes nothing but the instant to look at her: the last
 * `until`, or `asOf` without one.
 *
 * @example
 * applyChanges(subject, smallestChange.changes)   // then evaluate at the same instant, or when the wait is over
 */
export function applyChanges(subject: Subject, changes: readonly ProposedChange[]): Subject {
  const attributes = new Map(subject.attributes)
  const events: SubjectEvent[] = [...subject.events]
  for (const change of changes) {
    if (change.kind === 'attribute') set(attributes, change.name, change.value)
    if (change.kind !== 'event') continue
    const properties = new Map(change.properties.map(({ name, value }) => [name, value]))
    for (let index = 0; index < change.count; index += 1)
      events.push({ id: newId(events), event: change.event, at: change.at, properties })
  }
  return { ...subject, attributes, events: orderEvents(events) }
}

function set(attributes: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) attributes.delete(name)
  else attributes.set(name, value)
}

/** After all that are there, so that of one instant the new event is the last. */
function newId(events: readonly SubjectEvent[]): string {
  return `\u{10ffff}${String(events.length).padStart(9, '0')}`
}
