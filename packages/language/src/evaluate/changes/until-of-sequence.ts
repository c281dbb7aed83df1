import type { Sequence, SequenceStep } from '../../ast/checked.ts'
import { durationMillis } from '../../ast/resolve-window.ts'
import type { Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { looksAtClock } from './drifts.ts'
import { NEVER } from './horizon.ts'
import { longestStay, stayIn } from './stay.ts'
import type { Until, Watch } from './until.ts'

/**
 * When a sequence could come to hold or cease to: one of its events comes into the window or leaves it, or the time
 * of an absent step runs out. On either side of the edge, so that it does not matter to which side the edge belongs.
 *
 * Cost: all the events of its steps are looked at, once for each absent step.
 */
export function untilOfSequence(node: Sequence, watch: Watch): Until {
  const stay = stayIn(node.window, watch.zone)
  const waits = waitsAfter(node.steps)
  const steps = stepsByEvent(node, watch)
  const reach = reachOf(node, waits, steps)
  return run => {
    let until = NEVER
    const after = run.asOf - reach
    for (const { event, where } of steps)
      for (const each of watch.compiler.eventsOf(run, event, after, NEVER)) {
        if (each.at <= after) continue
        if (where !== undefined) until = Math.min(until, ofEvent(where, run, each))
        for (const wait of waits) {
          const settled = each.at + wait
          const { enters, leaves } = stay(settled)
          for (const edge of [settled, settled + 1, enters, enters + 1, leaves, leaves + 1])
            if (edge > run.asOf && edge < until) until = edge
        }
      }
    return until
  }
}

/** Events older than that have all of their edges behind them. */
function reachOf({ window }: Sequence, waits: readonly number[], steps: readonly WatchedStep[]): number {
  const stays = longestStay(window)
  // In a window without end a condition that looks at the clock can turn about an event of any age.
  if (stays === NEVER && steps.some(({ where }) => where !== undefined)) return NEVER
  return (stays === NEVER ? 0 : stays) + Math.max(...waits) + 2
}

function ofEvent(where: Until, run: Run, event: SubjectEvent): number {
  run.event = event
  return where(run)
}

interface WatchedStep {
  readonly event: string
  /** Only where it looks at the clock. */
  readonly where: Until | undefined
}

function stepsByEvent({ steps }: Sequence, { until }: Watch): readonly WatchedStep[] {
  return steps.map(({ event, where }) => ({
    event,
    where: where !== undefined && looksAtClock(where) ? until(where) : undefined,
  }))
}

/** How long after an event absent steps can be settled: each alone, and those that follow one another together. */
function waitsAfter(steps: readonly SequenceStep[]): readonly number[] {
  const waits = new Set([0])
  for (const [index] of steps.entries()) {
    let wait = 0
    for (const step of steps.slice(index + 1)) {
      if (!step.absent) break
      wait += durationMillis(step.within)
      waits.add(wait)
    }
  }
  return [...waits]
}
