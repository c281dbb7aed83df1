import type { FittedAttendance, FittedRetention } from '@kindred/learning'

/** A lifetime model in periods with what is asked of it: plain JSON, as the catalog keeps it. */
export interface FittedDiscreteLifetime {
  readonly kind: 'discrete_lifetime'
  readonly version: 1
  readonly lifetime: FittedRetention | FittedAttendance
  readonly gives: 'alive' | 'purchases'
  /** In days. */
  readonly period: number
  /** In periods. */
  readonly horizon: number
  /** Of one period. */
  readonly discount: number
}
