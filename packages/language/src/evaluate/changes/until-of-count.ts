import { NEVER } from './horizon.ts'
import type { Until } from './until.ts'
import type { Watched } from './watched.ts'

/** When there come to be events in the window, or none any more. */
export function untilOfAny(what: Watched): Until {
  return untilOfCount(what, count => count > 0)
}

/**
 * When the number of events in the window comes to mean something else: exact, however many come and go before.
 *
 * @param meaning - What the number means: itself, or whether a comparison with it holds.
 *
 * Cost: a step for every event that comes or goes before; none for those of other windows.
 */
export function untilOfCount({ around, stay, passes }: Watched, meaning: (count: number) => unknown): Until {
  return run => {
    const { events, first, next } = around(run)
    const present = events.slice(first, next).filter(event => passes(run, event))
    const passing = [...present, ...events.slice(next).filter(event => passes(run, event))]
    const leavesAt = (index: number): number => edge(passing[index], event => stay(event.at).leaves)
    const entersAt = (index: number): number => edge(passing[index], event => stay(event.at).enters)
    const before = meaning(present.length)
    let left = 0
    let entered = present.length
    for (;;) {
      const leaves = left < entered ? leavesAt(left) : NEVER
      const at = Math.min(leaves, entersAt(entered))
      if (at === NEVER) return NEVER
      while (entersAt(entered) === at) entered += 1
      while (left < entered && leavesAt(left) === at) left += 1
      if (meaning(entered - left) !== before) return at
    }
  }
}

function edge<T>(event: T | undefined, of: (event: T) => number): number {
  return event === undefined ? NEVER : of(event)
}
