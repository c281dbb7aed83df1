import type { Aggregate } from '../../ast/checked.ts'
import { resolveWindow } from '../../ast/resolve-window.ts'
import { countUntil } from '../compile-aggregate.ts'
import { oncePerInstant, type Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { NEVER } from './horizon.ts'
import { type Stay, stayIn } from './stay.ts'
import type { Watch } from './until.ts'

/** The events of one aggregate around an instant. */
export interface Around {
  /** In order of time; those from `first` to before `next` are in the window. */
  readonly events: readonly SubjectEvent[]
  readonly first: number
  /** Those from here on have yet to come in. */
  readonly next: number
}

/** What an aggregate looks at, and when that changes. */
export interface Watched {
  readonly around: (run: Run) => Around
  readonly stay: (at: number) => Stay
  /** Whether its `where` lets an event through. */
  readonly passes: (run: Run, event: SubjectEvent) => boolean
}

export function watched(node: Aggregate, { compiler, zone }: Watch): Watched {
  const range = oncePerInstant(asOf => resolveWindow(node.window, asOf, zone))
  const where = node.where === undefined ? undefined : compiler.condition(node.where)
  return {
    stay: stayIn(node.window, zone),
    passes: (run, event) => where === undefined || where(withEvent(run, event)),
    around: run => {
      const { after, until } = range(run.asOf)
      const events = compiler.eventsOf(run, node.event, after, Number.POSITIVE_INFINITY)
      const first = countUntil(events, after)
      return { events, first, next: Math.max(first, countUntil(events, until)) }
    },
  }
}

function withEvent(run: Run, event: SubjectEvent): Run {
  run.event = event
  return run
}

/** Which of the events that a `where` lets through make a difference. */
export type Bears = (event: SubjectEvent) => boolean

/** The events in the window that make a difference, the first of them first. */
export function* inWindow({ around, passes }: Watched, run: Run, bears: Bears): Generator<SubjectEvent> {
  const { events, first, next } = around(run)
  for (let index = first; index < next; index += 1) {
    const event = events[index]
    if (event !== undefined && bears(event) && passes(run, event)) yield event
  }
}

/** When the next event that makes a difference comes into the window. */
export function entersNext({ around, passes, stay }: Watched, run: Run, bears: Bears): number {
  const { events, next } = around(run)
  for (let index = next; index < events.length; index += 1) {
    const event = events[index]
    if (event !== undefined && bears(event) && passes(run, event)) return stay(event.at).enters
  }
  return NEVER
}
