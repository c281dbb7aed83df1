import type { DiscoveryChoice } from '../../records/discovery.ts'
import type { Ordered } from './largest-groups-first.ts'

/** A choice with the groups it would make. */
export interface TriedChoice extends Ordered {
  readonly choice: Omit<DiscoveryChoice, 'chosen'>
  /** Of the method's own grouping, the share that the nearest centre keeps. */
  readonly kept: number
}
