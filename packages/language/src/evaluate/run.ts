import type { Checked } from '../ast/checked.ts'
import type { Value } from '../vocabulary/value.ts'
import type { Subject, SubjectEvent } from './subject.ts'

/** One evaluation under way: a subject at an instant. */
export interface Run {
  readonly subject: Subject
  readonly asOf: number
  /** One more for every subject and instant: what is remembered under another number is stale. */
  readonly epoch: number
  /** The event an aggregate's `where` is looking at. */
  event: SubjectEvent | undefined
}

/** An expression as a function. Unknown is `undefined`. */
export type Evaluate = (run: Run) => Value | undefined

/** A condition as a function: two-valued. */
export type Holds = (run: Run) => boolean

/** Turns a part of the tree into a function; handed to the compilers of the single kinds. */
export interface Compile {
  value(node: Checked): Evaluate
  /** Unknown is false. */
  condition(node: Checked): Holds
  /** The events of one name with `after < at <= until`, in order of time and id; others may be among them. */
  eventsOf(run: Run, event: string, after: number, until: number): readonly SubjectEvent[]
}

/** Evaluates once for each run, however often it is referred to: a diamond of references costs its edges, not its paths. */
export function oncePerRun<T>(evaluate: (run: Run) => T): (run: Run) => T {
  // One that is written anew each time, as there are many of it and many runs.
  let last: { epoch: number; value: T } | undefined
  return run => {
    if (last?.epoch === run.epoch) return last.value
    const value = evaluate(run)
    if (last === undefined) last = { epoch: run.epoch, value }
    else {
      last.epoch = run.epoch
      last.value = value
    }
    return value
  }
}

/** Works something out once for each instant. */
export function oncePerInstant<T>(resolve: (asOf: number) => T): (asOf: number) => T {
  let last: { readonly asOf: number; readonly value: T } | undefined
  return asOf => {
    if (last?.asOf !== asOf) last = { asOf, value: resolve(asOf) }
    return last.value
  }
}
