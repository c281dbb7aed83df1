import type { DiscoveredFeature, FeatureDifference } from '../../records/discovery.ts'
import type { GroupTask } from '../group-task.ts'
import type { Assigned } from './assigned-to.ts'

/**
 * Members of a group or of any segment, and everybody else of a population, with what is known of them: enough to say
 * whether it can be worked with. Everything is in one order.
 */
export interface AssessedSegment
  extends Pick<
    GroupTask,
    'table' | 'tellings' | 'value' | 'channels' | 'responses' | 'currency' | 'population'
  > {
  /** 1 for members, 0 for everybody else. */
  readonly members: Uint8Array
  /** What it is told by, or described by. */
  readonly features: readonly Pick<DiscoveredFeature, 'id' | 'is' | 'label' | 'kind' | 'dropped'>[]
  /** Left out: it is reckoned from the table. */
  readonly profile?: readonly FeatureDifference[]
  /** Of the population, below which a segment is too small. */
  readonly minShare: number
  /** Of groups that were found; absent for a segment by rules, which is the same each time. */
  readonly stability?: number
  readonly assigned: Assigned
}
