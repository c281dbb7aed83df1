import type { Checked } from '../../ast/checked.ts'
import type { Zone } from '../../vocabulary/calendar.ts'
import type { Compiler } from '../compiler.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import type { EventSource } from '../event-source.ts'
import type { Run } from '../run.ts'
import type { Enclose } from './enclosure.ts'

/**
 * The first instant after the run's at which a value could differ if nothing else happened: it is the same at every
 * instant before. `NEVER` when it cannot. In a `where`, of the run's event.
 */
export type Until = (run: Run) => number

/** Turns a part of the tree into its `Until`; handed to those of the single kinds. */
export interface Watch {
  readonly compiler: Compiler
  readonly source: EventSource | undefined
  readonly context: EvaluationContext
  readonly zone: Zone
  /**
   * What comes then or later need not be told apart: an `Until` may stop looking there and give any instant from
   * then on that is not too late. `NEVER` to have all of them exact.
   */
  bound: number
  until(node: Checked): Until
  /** Bounds of a number that moves with time. */
  enclose(node: Checked): Enclose
}

export function earliest(untils: readonly Until[]): Until {
  const [only] = untils
  if (only !== undefined && untils.length === 1) return only
  return run => {
    let first = Number.POSITIVE_INFINITY
    for (const until of untils) first = Math.min(first, until(run))
    return first
  }
}
