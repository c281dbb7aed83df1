import type { Matrix } from '@kindred/learning'
import type { DiscoveredFeature, GroupInput } from '../../records/discovery.ts'

/** The customers of a task as points that distances can be taken of. */
export interface PreparedTask {
  readonly inputs: readonly GroupInput[]
  /** customers × inputs, all of them. */
  readonly space: Matrix
  /** Rows that groups are learned from: those not set apart, ascending. */
  readonly learning: Int32Array
  /** Rows set apart while learning. */
  readonly outliers: number
  readonly features: readonly DiscoveredFeature[]
  readonly notes: readonly string[]
}
