import type { Sequence, SequenceStep } from '../ast/checked.ts'
import { durationMillis, type InstantRange, resolveWindow } from '../ast/resolve-window.ts'
import type { Zone } from '../vocabulary/calendar.ts'
import { countUntil } from './compile-aggregate.ts'
import { compareCodePoints } from './order-events.ts'
import { type Compile, type Holds, oncePerInstant, type Run } from './run.ts'
import type { SubjectEvent } from './subject.ts'

/** How far a sequence came: after one of its steps, at an instant. */
interface End {
  readonly at: number
  /** The event it is; of a step whose time ran out none. */
  readonly event: SubjectEvent | undefined
  readonly before: End | undefined
}

/** Whether a sequence happened, and the events of its latest way or, where there is none, of the one that came furthest. */
export interface Followed {
  readonly happened: boolean
  readonly events: readonly SubjectEvent[]
}

/** Follows a sequence through a customer's events. */
export function followSequence(node: Sequence, compile: Compile, zone: Zone): (run: Run) => Followed {
  const range = oncePerInstant(asOf => resolveWindow(node.window, asOf, zone))
  const steps = node.steps.map((step, position) => compileStep(step, compile, position))
  return run => {
    let ends: readonly End[] = []
    let furthest: End | undefined
    for (const step of steps) {
      ends = step(run, range(run.asOf), ends)
      if (ends.length === 0) return { happened: false, events: eventsOf(furthest) }
      furthest = ends.at(-1)
    }
    return { happened: true, events: eventsOf(furthest) }
  }
}

export function compileSequence(node: Sequence, follow: (run: Run) => Followed): Holds {
  return run => follow(run).happened === (node.function === 'did')
}

function eventsOf(end: End | undefined): readonly SubjectEvent[] {
  const events: SubjectEvent[] = []
  for (let each = end; each !== undefined; each = each.before) if (each.event) events.unshift(each.event)
  return events
}

/** The ends after a step, in order, from those before it. */
type Step = (run: Run, range: InstantRange, before: readonly End[]) => readonly End[]

function compileStep(step: SequenceStep, compile: Compile, position: number): Step {
  const select = selectEvents(step, compile)
  const within = step.within === undefined ? Number.POSITIVE_INFINITY : durationMillis(step.within)
  if (step.absent) {
    // What must not happen is looked for up to now, wherever the window ends.
    return (run, { after }, before) => absences(before, select(run, after, run.asOf), within, run.asOf)
  }
  if (position === 0) {
    return (run, { after, until }) =>
      select(run, after, until).map(event => ({ at: event.at, event, before: undefined }))
  }
  return (run, { after, until }, before) => followers(before, select(run, after, until), within)
}

function selectEvents({ event: name, where }: SequenceStep, compile: Compile) {
  const holds = where && compile.condition(where)
  return (run: Run, after: number, until: number): readonly SubjectEvent[] => {
    const events = compile.eventsOf(run, name, after, until)
    const inRange = events.slice(countUntil(events, after), countUntil(events, until))
    if (holds === undefined) return inRange
    return inRange.filter(event => {
      run.event = event
      return holds(run)
    })
  }
}

/** Whether an event comes later than an end: of one instant, by its id; a time that ran out takes all of its instant. */
function isLater(event: SubjectEvent, end: End): boolean {
  if (event.at !== end.at) return event.at > end.at
  return end.event !== undefined && compareCodePoints(event.id, end.event.id) > 0
}

/** The events that follow an end in time. The latest end before an event is the best it can have. */
function followers(before: readonly End[], events: readonly SubjectEvent[], within: number): readonly End[] {
  const found: End[] = []
  let passed = 0
  for (const event of events) {
    for (let end = before[passed]; end !== undefined && isLater(event, end); end = before[passed]) passed += 1
    const latest = before[passed - 1]
    if (latest !== undefined && event.at <= latest.at + within) {
      found.push({ at: event.at, event, before: latest })
    }
  }
  return found
}

/** The ends after which the time ran out without an event. The next event after an end says whether it did. */
function absences(
  before: readonly End[],
  events: readonly SubjectEvent[],
  within: number,
  asOf: number,
): readonly End[] {
  const found: End[] = []
  let passed = 0
  for (const end of before) {
    const at = end.at + within
    if (at > asOf) break
    for (let event = events[passed]; event !== undefined && !isLater(event, end); event = events[passed]) {
      passed += 1
    }
    const next = events[passed]
    if (next === undefined || next.at > at) found.push({ at, event: undefined, before: end })
  }
  return found
}
