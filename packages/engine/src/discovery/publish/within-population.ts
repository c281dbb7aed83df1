import type { Discovery } from '../../records/discovery.ts'
import type { PublishedDefinitions } from './published-definitions.ts'

/** Who was not in the population has a class of her own: groups were not found for her. */
export function withinPopulation(
  discovery: Discovery,
  published: PublishedDefinitions,
): PublishedDefinitions {
  const { population } = discovery.asked
  if (population === undefined) return published
  const outside = { class: outsideClass(discovery), when: `not (${population})` }
  const segmentations = Object.entries(published.segmentations).map(([id, segmentation]) => [
    id,
    { ...segmentation, first_match: [outside, ...(segmentation.first_match ?? [])] },
  ])
  return { ...published, segmentations: Object.fromEntries(segmentations) }
}

/** `outside`, unless a group is called so. */
export function outsideClass({ groups }: Pick<Discovery, 'groups'>): string {
  const taken = new Set(groups.map(({ id }) => id))
  let name = 'outside'
  while (taken.has(name)) name = `${name}_`
  return name
}
