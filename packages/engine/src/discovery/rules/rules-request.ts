import type { Table, Watch } from '@kindred/learning'
import type { DiscoveredFeature } from '../../records/discovery.ts'

/** Groups that are known customer by customer, and what is known of the customers: from this, conditions are written. */
export interface RulesRequest extends Watch {
  /** What rules may speak of: a column of the table each, by id. Those that were dropped are left out by the caller. */
  readonly features: readonly Pick<DiscoveredFeature, 'id' | 'is' | 'label' | 'kind'>[]
  /** Original values: money in whole units, booleans 0 and 1, NaN and null where unknown. */
  readonly table: Table
  /** The place of each customer's group in `groups`; −1 for a customer who is not to be learned from. */
  readonly labels: ArrayLike<number>
  /** Ids of the groups. */
  readonly groups: readonly string[]
  /** Share of customers who have to get their own group. Default 0.9. */
  readonly target?: number
  /** ISO 4217, for money in words. Default EUR. */
  readonly currency?: string
}
