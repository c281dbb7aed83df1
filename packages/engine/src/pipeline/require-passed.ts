import { formatInstant } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'

/** An instant that is still to come has no customers: its events are unknown. */
export function requirePassed({ clock }: EnginePorts, current: CurrentDefinitions, asOf: number): void {
  const now = clock()
  if (asOf <= now) return
  const { timezone } = current.compiled.vocabulary
  throw new EngineError('instant_to_come', {
    given: formatInstant(asOf, timezone),
    now: formatInstant(now, timezone),
  })
}

/** A stretch of time has to begin before it ends; both may be the same instant. */
export function requireInOrder(
  current: CurrentDefinitions,
  from: number | undefined,
  to: number | undefined,
): void {
  if (from === undefined || to === undefined || from <= to) return
  const { timezone } = current.compiled.vocabulary
  throw new EngineError('instants_out_of_order', {
    from: formatInstant(from, timezone),
    to: formatInstant(to, timezone),
  })
}
