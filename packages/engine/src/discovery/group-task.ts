import type { Table, Watch } from '@kindred/learning'
import type {
  DiscoveredFeature,
  DiscoveredPopulation,
  Discovery,
  DiscoveryQuestion,
} from '../records/discovery.ts'
import type { Assigned } from './criteria/assigned-to.ts'
import type { FeatureTelling } from './features/feature-telling.ts'

/**
 * What finding groups starts from: some customers, what is known of each, and what was asked. Everything is in one order,
 * that of `customers`. Survives a message to a worker thread.
 */
export interface GroupTask {
  readonly question: DiscoveryQuestion
  readonly population: Pick<DiscoveredPopulation, 'customers' | 'base' | 'valueType'>
  readonly customers: readonly string[]
  /** A column a feature, named by its id; money in whole units, booleans 0 and 1. */
  readonly table: Table
  readonly features: readonly Omit<DiscoveredFeature, 'preparation' | 'dropped' | 'knownShare'>[]
  /** By the id of a feature, what its expression says beside; absent: nothing. */
  readonly tellings?: Readonly<Record<string, FeatureTelling>>
  /** What each is worth, money in whole units; NaN where unknown. */
  readonly value?: Float64Array
  /** Who may be reached how: 1 where consent is given, or where none is needed. Of one contact the cost. */
  readonly channels: readonly {
    readonly channel: string
    readonly consented: Uint8Array
    readonly cost?: number
  }[]
  /** Who has responded to what: 1, or 0 who was contacted and did not; NaN who was not contacted. */
  readonly responses: readonly {
    readonly name: string
    /** How long contacts count. */
    readonly days: number
    readonly answers: Float64Array
  }[]
  /** What is meant for everybody, and so for every group. */
  readonly assigned: Assigned
  /** ISO 4217, for money in words. */
  readonly currency: string
}

/** What is found of the customers of the task; who is in which group of everybody is then counted in the warehouse. */
export type FoundGroups = Pick<
  Discovery,
  'features' | 'choices' | 'recommendation' | 'notes' | 'model' | 'groups' | 'rules' | 'pictures'
> & { readonly outliers: number }

export type FindGroups = (task: GroupTask, watch?: Watch) => FoundGroups
