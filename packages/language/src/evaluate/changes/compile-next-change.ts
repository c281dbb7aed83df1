import type { Checked, CheckedSegmentation } from '../../ast/checked.ts'
import type { Value } from '../../vocabulary/value.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import type { Run } from '../run.ts'
import { sameValue } from '../same-value.ts'
import type { Subject } from '../subject.ts'
import { classRead } from './class-read.ts'
import { HORIZON } from './horizon.ts'
import type { Watch } from './until.ts'
import { newWatch } from './watch.ts'

/** An instant ahead, and whether the answer is known to be another there. */
export interface Change {
  /** UTC milliseconds. */
  readonly at: number
  /** False where the search ended on an instant at which it only could be. */
  readonly differs: boolean
}

/** Undefined where nothing will change. */
export type NextChange = (subject: Subject, asOf: number) => number | undefined

export interface NextChangeOptions {
  /**
   * How many instants at which the answer could differ, and does not, are passed over before the next one is given
   * as it is. 64 when absent; more find the true change further ahead, at the cost of an evaluation each.
   */
  readonly looks?: number
}

/**
 * Compiles an expression into when its answer could differ next if nothing else happened: a window lets go of an
 * event or takes one in, days come to be a number of days ago, a birthday or a midnight comes.
 *
 * Until then the closure of the same tree gives the same at every millisecond. Events of the subject that lie
 * after `asOf` come in at their instants. Cut-offs are those of the context throughout.
 *
 * @param checked - What the check returned.
 * @param context - As for `compileClosure`.
 * @returns `(subject, asOf) => instant`, UTC milliseconds, after `asOf`; undefined when there is none before 2300.
 *          Of a value that moves all the time, like `days_since(purchase)`, the next millisecond.
 * @throws EvaluationError as `compileClosure` does.
 *
 * Cost: about that of an evaluation for each instant looked at; a number that moves with time is halved in on, some
 * forty evaluations of it alone.
 *
 * @example
 * compileNextChange(recentlyCalled, context)(subject, asOf)   // the call's instant + 1_800_000, for did(call, 30m)
 */
export function compileNextChange(
  checked: Checked,
  context: EvaluationContext,
  options: NextChangeOptions = {},
): NextChange {
  const find = compileChange(checked, context, options)
  return (subject, asOf) => find(subject, asOf)?.at
}

/** As `compileNextChange`, of the class a segmentation puts a customer in. */
export function compileNextClassChange(
  segmentation: CheckedSegmentation,
  context: EvaluationContext,
  options: NextChangeOptions = {},
): NextChange {
  return compileNextChange(classRead(segmentation), context, options)
}

/**
 * As `compileNextChange`, of many expressions that share what they have in common: an aggregate that ten segments
 * read is evaluated once.
 *
 * @returns The instants by the map's keys; what never changes is left out.
 *
 * @example
 * compileNextChanges(new Map([['vip', vip], ['lapsed', lapsed]]), context)(subject, asOf)   // Map { 'vip' => 1774699200000 }
 */
export function compileNextChanges(
  expressions: ReadonlyMap<string, Checked>,
  context: EvaluationContext,
  { looks = LOOKS }: NextChangeOptions = {},
): (subject: Subject, asOf: number) => ReadonlyMap<string, number> {
  const watch = newWatch(context)
  const finders = [...expressions].map(([name, checked]) => [name, changeOf(checked, watch, looks)] as const)
  return (subject, asOf) => {
    const run = watch.compiler.begin(subject, asOf)
    const changes = new Map<string, number>()
    for (const [name, find] of finders) {
      const change = find(run)
      if (change !== undefined) changes.set(name, change.at)
    }
    return changes
  }
}

/** As `compileNextChange`, with whether the answer is another there. */
export function compileChange(
  checked: Checked,
  context: EvaluationContext,
  { looks = LOOKS }: NextChangeOptions = {},
): (subject: Subject, asOf: number) => Change | undefined {
  const watch = newWatch(context)
  const find = changeOf(checked, watch, looks)
  return (subject, asOf) => find(watch.compiler.begin(subject, asOf))
}

const LOOKS = 64

/** Looks at one instant after another at which the answer could differ. */
function changeOf(checked: Checked, watch: Watch, looks: number): (start: Run) => Change | undefined {
  const value = watch.compiler.value(checked)
  const until = watch.until(checked)
  return start => {
    const before = value(start)
    let run = start
    for (let look = 0; ; look += 1) {
      const at = until(run)
      if (at > HORIZON) return undefined
      run = watch.compiler.begin(start.subject, at)
      if (!same(value(run), before)) return { at, differs: true }
      if (look >= looks) return { at, differs: false }
    }
  }
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameValue(a, b)
}
