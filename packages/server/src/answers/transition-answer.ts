import type { WireTransition } from '@kindred/api'
import type { LiveTransition } from '@kindred/engine'
import { instantText } from './typed-value.ts'

/** One move as it travels. */
export function transitionAnswer({ seq, at, event, late, ...move }: LiveTransition): WireTransition {
  return {
    id: seq,
    at: instantText(at),
    kind: move.kind,
    definition: move.definition,
    customer: move.customer,
    from: move.from,
    to: move.to,
    cause: move.cause,
    ...(event === undefined ? {} : { event }),
    ...(late === undefined ? {} : { late }),
  }
}
