import type { Profiles } from '../ports/profiles.ts'
import { orderedNumber, readOrderedNumber } from '../profiles/bytes/ordered-number.ts'
import { decodeTransition } from '../profiles/delivery/transition-bytes.ts'
import type { LiveLimits } from './live-ports.ts'
import { forgetRequests } from './live-requests.ts'
import type { LiveTurn } from './live-turn.ts'

/** What is removed in one commit. */
const AT_ONCE = 2_000

/** Forgets moves and answers that are older, or more, than are kept. @returns Whether there may be more. */
export async function sweep(turn: LiveTurn, profiles: Profiles, limits: LiveLimits): Promise<boolean> {
  await forgetRequests(turn, profiles, turn.now - limits.requestMillis, AT_ONCE)
  const before = turn.counters.transitions - limits.transitions
  let removed = 0
  for await (const { key, value } of profiles.range('transitions', { limit: AT_ONCE })) {
    const isTooMany = readOrderedNumber(key) <= before
    if (!isTooMany && decodeTransition(value).at >= turn.now - limits.transitionMillis) break
    turn.put('transitions', key, undefined)
    removed += 1
  }
  return removed === AT_ONCE
}

/** The number of the oldest move that is kept; of the next one when none is. */
export async function oldestTransition(profiles: Profiles, newest: number): Promise<number> {
  for await (const { key } of profiles.range('transitions', { limit: 1 })) return readOrderedNumber(key)
  return newest + 1
}

/** Moves after a number, oldest first. */
export async function readTransitions(
  profiles: Profiles,
  query: { readonly after: number; readonly limit: number; readonly definitions?: ReadonlySet<string> },
): Promise<ReturnType<typeof decodeTransition>[]> {
  const found: ReturnType<typeof decodeTransition>[] = []
  for await (const { value } of profiles.range('transitions', { from: orderedNumber(query.after + 1) })) {
    if (found.length >= query.limit) break
    const transition = decodeTransition(value)
    if (query.definitions?.has(transition.definition) ?? true) found.push(transition)
  }
  return found
}
