import type { FeatureDefinition, SegmentationDefinition } from '../../records/definitions.ts'
import type { DiscoveredFeature, Discovery, GroupInput } from '../../records/discovery.ts'
import { writtenNumber } from '../rules/written-number.ts'
import { bracketed, curveText } from './curve-text.ts'
import { DefinitionNames } from './definition-names.ts'
import {
  DISCOVERED,
  describedSegmentation,
  type PublishedDefinitions,
  type PublishOptions,
} from './published-definitions.ts'
import { readingText } from './value-text.ts'

/**
 * The model of a discovery as definitions: a feature a coordinate, a feature a group with the part of the squared
 * distance to its centre that differs between groups, and a segmentation of whose distance is least, ties to the first.
 *
 * |x − c|² = |x|² − 2 x·c + |c|², of which |x|² is the same for all. What is published gives the group that
 * `assignGroups` gives, but for customers as good as equally near to two: numbers are written with fifteen digits.
 *
 * Cost: of refreshing 12 inputs and 8 groups, see the decision on publishing models.
 *
 * @example
 * const { features, segmentations } = modelDefinitions(discovery)
 */
export function modelDefinitions(
  discovery: Discovery,
  { as = discovery.id }: PublishOptions = {},
): PublishedDefinitions {
  const { inputs, centres } = discovery.model
  const names = new DefinitionNames(as)
  const features: Record<string, FeatureDefinition> = {}
  const define = (name: string, is: string, label: string): string => {
    features[name] = { is, label, labels: DISCOVERED }
    return name
  }
  const coordinates = inputs.map(input => defineCoordinate(input, discovery.features, names, define))
  const distances = discovery.groups.map(({ id, name }, group) =>
    define(names.take('distance', id), distanceText(centres[group]!, coordinates), `Distance to ${name}`),
  )
  const how = 'A customer is in the group whose centre is nearest.'
  const segmentation = { ...describedSegmentation(discovery, how), ...nearestOf(discovery, distances) }
  return { features, segmentations: { [as]: segmentation } }
}

function defineCoordinate(
  input: GroupInput,
  features: readonly DiscoveredFeature[],
  names: DefinitionNames,
  define: (name: string, is: string, label: string) => string,
): string {
  const feature = features.find(({ id }) => id === input.feature)
  const value = readingText(input, feature ?? { is: input.feature, kind: 'number' })
  const label = `${input.name}, as groups are told apart by`
  if (input.curve === undefined) return define(names.take(input.name), scaledText(value, input), label)
  const known = define(names.take(input.name, 'value'), value, `${input.name}, with what stands for unknown`)
  return define(names.take(input.name), scaledText(curveText(input.curve, known), input), label)
}

function scaledText(value: string, { centre, scale }: GroupInput): string {
  if (centre === 0 && scale === 1) return value
  return `(${value} - ${bracketed(writtenNumber(centre))}) / ${bracketed(writtenNumber(scale))}`
}

/** |c|² − 2 x·c */
function distanceText(centre: readonly number[], coordinates: readonly string[]): string {
  const square = centre.reduce((sum, part) => sum + part * part, 0)
  const products = coordinates.flatMap((name, at) => {
    const factor = -2 * centre[at]!
    return factor === 0 ? [] : [`${factor < 0 ? '-' : '+'} ${writtenNumber(Math.abs(factor))} * ${name}`]
  })
  return [writtenNumber(square), ...products].join(' ')
}

/** None of those before it was nearest, so a group need only be compared with those behind it. */
function nearestOf(
  { groups }: Discovery,
  distances: readonly string[],
): Pick<SegmentationDefinition, 'first_match' | 'otherwise'> {
  const classes = groups.map(({ id }, at) => {
    const behind = distances.slice(at + 1)
    const least = behind.length > 1 ? `min(${behind.join(', ')})` : behind[0]
    return { class: id, when: least === undefined ? 'true' : `${distances[at]} <= ${least}` }
  })
  const otherwise = groups.at(-1)?.id ?? 'others'
  return { first_match: classes.length > 1 ? classes.slice(0, -1) : classes, otherwise }
}
