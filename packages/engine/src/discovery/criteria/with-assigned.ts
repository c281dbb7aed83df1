import type { Definitions } from '../../records/definitions.ts'
import type { Discovery } from '../../records/discovery.ts'
import { actionable } from './actionable.ts'
import { assignedTo } from './assigned-to.ts'

type Grouped = Pick<Discovery, 'groups'>

/**
 * Groups that an earlier round was published as have what is assigned to their classes by now: the owner of the
 * segmentation, the offers that are meant for the class.
 *
 * @param published - What the round before was published as; of several the last counts.
 */
export function withAssigned<G extends Grouped>(
  definitions: Definitions,
  published: Discovery['published'],
  discovery: G,
): G {
  const segmentation = published.findLast(each => Object.hasOwn(definitions.segmentations, each.segmentation))
  if (segmentation === undefined) return discovery
  const groups = discovery.groups.map(group => {
    const audience = { segmentation: segmentation.segmentation, class: group.id }
    const criterion = actionable(assignedTo(definitions, audience))
    return {
      ...group,
      criteria: group.criteria.map(each => (each.name === 'actionable' ? criterion : each)),
    }
  })
  return { ...discovery, groups }
}
