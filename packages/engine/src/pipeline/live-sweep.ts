import type { Profiles } from '../ports/profiles.ts'
import { orderedNumber } from '../profiles/bytes/ordered-number.ts'
import { decodeTransitions, encodeTransitions } from '../profiles/delivery/transition-bytes.ts'
import type { LiveTransition } from '../records/live.ts'
import type { LiveLimits } from './live-ports.ts'
import { forgetRequests } from './live-requests.ts'
import { writtenBefore } from './live-sweep-marks.ts'
import type { LiveTurn } from './live-turn.ts'

/** Rows that are removed in one commit. */
const AT_ONCE = 500

/** Forgets moves and answers that are older, or more, than are kept. @returns Whether there may be more. */
export async function sweep(turn: LiveTurn, profiles: Profiles, limits: LiveLimits): Promise<boolean> {
  await forgetRequests(turn, profiles, turn.now - limits.requestMillis, 4 * AT_ONCE)
  const old = await writtenBefore(turn, profiles, limits.transitionMillis)
  const before = Math.max(turn.counters.transitions - limits.transitions, old)
  let removed = 0
  for await (const { key, value } of profiles.range('transitions', { limit: AT_ONCE })) {
    const moves = decodeTransitions(value)
    const first = moves.findIndex(({ seq }) => seq > before)
    // A row has the number of its last move, whatever is left of it.
    if (first > 0) turn.put('transitions', key, encodeTransitions(moves.slice(first)))
    if (first >= 0) break
    turn.put('transitions', key, undefined)
    removed += 1
  }
  return removed === AT_ONCE
}

/** The number of the oldest move that is kept; of the next one when none is. */
export async function oldestTransition(profiles: Profiles, newest: number): Promise<number> {
  for await (const { value } of profiles.range('transitions', { limit: 1 }))
    return decodeTransitions(value)[0]?.seq ?? newest + 1
  return newest + 1
}

/** Moves after a number, oldest first. */
export async function readTransitions(
  profiles: Profiles,
  query: { readonly after: number; readonly limit: number; readonly definitions?: ReadonlySet<string> },
): Promise<LiveTransition[]> {
  const { after, limit, definitions } = query
  const found: LiveTransition[] = []
  if (limit === 0) return found
  for await (const { value } of profiles.range('transitions', { from: orderedNumber(after + 1) })) {
    for (const transition of decodeTransitions(value)) {
      if (transition.seq <= after || definitions?.has(transition.definition) === false) continue
      found.push(transition)
      if (found.length >= limit) return found
    }
  }
  return found
}
