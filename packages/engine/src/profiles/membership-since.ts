import type { Cause, Transition } from '../records/refresh.ts'

/** Since when a customer has been where she is, and what moved her there. */
export interface Since {
  readonly at: number
  readonly cause: Cause
}

/**
 * When a customer came to where she stands now, by her last recorded move.
 *
 * @param newestFirst - Her transitions up to the instant looked at.
 * @param state - `in`, or her class.
 * @returns `undefined` when nothing was recorded, or her last move led elsewhere: no refresh has seen her here yet.
 */
export function membershipSince(
  newestFirst: readonly Transition[],
  kind: Transition['kind'],
  definition: string,
  state: string,
): Since | undefined {
  const last = newestFirst.find(move => move.kind === kind && move.definition === definition)
  return last?.to === state ? { at: last.at, cause: last.cause } : undefined
}
