import type { RfmGroup } from '@kindred/language'

const ANY = [1, 5] as const

/**
 * The ten groups that practice names, for five scores: by how lately (recency) and how often (frequency) somebody
 * bought. Together they cover every pair of scores once; monetary value divides none of them, since it goes along
 * with frequency. `hibernating` are the lost. A frequency of 2 is as seldom as 1: customers with one order are many, share
 * the better rank, and so score 2 or more in most shops.
 */
export const standardRfmGroups: readonly RfmGroup[] = [
  { class: 'champions', recency: [5, 5], frequency: [4, 5], monetary: ANY },
  { class: 'loyal', recency: [3, 4], frequency: [4, 5], monetary: ANY },
  { class: 'potential_loyalist', recency: [4, 5], frequency: [3, 3], monetary: ANY },
  { class: 'new_customers', recency: [5, 5], frequency: [1, 2], monetary: ANY },
  { class: 'promising', recency: [4, 4], frequency: [1, 2], monetary: ANY },
  { class: 'needs_attention', recency: [3, 3], frequency: [3, 3], monetary: ANY },
  { class: 'about_to_sleep', recency: [3, 3], frequency: [1, 2], monetary: ANY },
  { class: 'cannot_lose', recency: [1, 2], frequency: [5, 5], monetary: ANY },
  { class: 'at_risk', recency: [1, 2], frequency: [3, 4], monetary: ANY },
  { class: 'hibernating', recency: [1, 2], frequency: [1, 2], monetary: ANY },
]
