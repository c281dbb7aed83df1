import type { Discovery } from '../../records/discovery.ts'
import {
  describedSegmentation,
  type PublishedDefinitions,
  type PublishOptions,
} from './published-definitions.ts'

/**
 * The rules of a discovery as a segmentation: its conditions in their order, and for whoever is left the last group.
 *
 * @example
 * const { segmentations } = ruleDefinitions(discovery)
 * const merged = { ...definitions, segmentations: { ...definitions.segmentations, ...segmentations } }
 */
export function ruleDefinitions(
  discovery: Discovery,
  { as = discovery.id }: PublishOptions = {},
): PublishedDefinitions {
  const { groups, fidelity } = discovery.rules
  const rules = groups.map(({ group, when }) => ({ class: group, when }))
  const last = rules.at(-1)
  const share = (Math.floor(fidelity * 1000) / 10).toLocaleString('en')
  const how = `Its rules give ${share} % of the customers the group that was found for them.`
  const otherwise = last?.class ?? 'others'
  // A single group is everybody: a list of conditions has at least one.
  const first_match = rules.length > 1 ? rules.slice(0, -1) : rules
  return {
    features: {},
    segmentations: { [as]: { ...describedSegmentation(discovery, how), first_match, otherwise } },
  }
}
