import type { Value } from '../vocabulary/value.ts'

/** One customer as an evaluation sees her. */
export interface Subject {
  readonly id: string
  /** Known attributes only, as of the instant. */
  readonly attributes: ReadonlyMap<string, Value>
  /** In order of (at, id); without repeats of an id. Events after the instant are passed over. */
  readonly events: readonly SubjectEvent[]
}

export interface SubjectEvent {
  readonly id: string
  readonly event: string
  /** UTC milliseconds. */
  readonly at: number
  readonly properties: ReadonlyMap<string, Value>
}
