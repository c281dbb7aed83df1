import type { Definitions, SegmentationDefinition } from '../../records/definitions.ts'
import type { Discovery } from '../../records/discovery.ts'

/** What is merged into a workspace's definitions. */
export type PublishedDefinitions = Pick<Definitions, 'features' | 'segmentations'>

export interface PublishOptions {
  /** Id of the segmentation. Default: that of the discovery. */
  readonly as?: string
}

export const DISCOVERED: readonly string[] = ['discovered']

/** Name, description and labels of the segmentation that a discovery becomes. */
export function describedSegmentation(
  discovery: Discovery,
  how: string,
): Pick<SegmentationDefinition, 'name' | 'description' | 'labels'> {
  const { id, round, asOf, population, choices, groups } = discovery
  const chosen = choices.find(choice => choice.chosen)
  const by = chosen === undefined ? '' : ` by ${chosen.method} with seed ${chosen.seed}`
  const day = new Date(asOf).toISOString().slice(0, 10)
  const found = `Found among ${population.customers.toLocaleString('en')} customers as of ${day}${by}, round ${round}.`
  const named = groups.map(group => `${group.id}: ${group.name}`).join('; ')
  return { name: nameOf(id), description: `${found} ${how} ${named}.`, labels: DISCOVERED }
}

function nameOf(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
