import type { Described, FeatureDefinition, SegmentationDefinition } from '../../records/definitions.ts'
import { type DefinitionProblem, definitionProblem } from '../definition-problem.ts'
import type { DefinitionPlaces } from './definition-places.ts'
import { valueClasses, valueWays, type WrittenValue } from './value-schema.ts'
import { valueText } from './value-text.ts'

interface Written {
  readonly features?: Readonly<Record<string, FeatureDefinition>>
  readonly segmentations?: Readonly<Record<string, SegmentationDefinition>>
}

interface ValueDefinitions {
  readonly sections: Required<Written>
  readonly problems: readonly DefinitionProblem[]
}

/** The best who make four fifths of the value, and those who make the next part. */
const ABC = [
  { class: 'A', top: 0.8 },
  { class: 'B', top: 0.95 },
] as const

/**
 * What `values` of a file stand for: of each a feature of its name, which is the score, and a segmentation `…_class`.
 * Everything that works with features and segmentations works with them.
 */
export function valueDefinitions(
  values: Readonly<Record<string, WrittenValue>>,
  { features = {}, segmentations = {} }: Written,
  places: DefinitionPlaces,
): ValueDefinitions {
  const ids = Object.keys(values)
  for (const id of ids) aliases(id, places)
  return {
    sections: {
      features: { ...features, ...Object.fromEntries(ids.map(id => [id, featureOf(id, values[id]!)])) },
      segmentations: {
        ...segmentations,
        ...Object.fromEntries(ids.map(id => [valueClasses(id), segmentationOf(id, values[id]!)])),
      },
    },
    problems: ids.flatMap(id => [
      ...(Object.hasOwn(features, id) ? [twice('feature', id, id, places)] : []),
      ...(Object.hasOwn(segmentations, valueClasses(id))
        ? [twice('segmentation', valueClasses(id), id, places)]
        : []),
    ]),
  }
}

/** A problem of what was made points at what it was made of. */
function aliases(id: string, places: DefinitionPlaces): void {
  places.alias(['features', id, 'is'], ['values', id, 'amount'])
  places.alias(['features', id], ['values', id])
  places.alias(['segmentations', valueClasses(id)], ['values', id])
}

function twice(kind: 'feature' | 'segmentation', made: string, id: string, places: DefinitionPlaces) {
  const span = places.key(['values', id])
  return definitionProblem(
    'defined_twice',
    { what: `${kind} '${made}'`, first: places.file },
    { definition: { kind, id: made }, file: places.file, ...(span && { span }) },
  )
}

function described({ name, description, owner, labels }: WrittenValue): Described {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(owner !== undefined && { owner }),
    ...(labels !== undefined && { labels }),
  }
}

function featureOf(id: string, value: WrittenValue): FeatureDefinition {
  const { name, tells, revenue } = value
  const by = valueWays.find(way => value[way] !== undefined) ?? 'amount'
  const told = tells ?? (by === 'revenue' ? 'present' : undefined)
  return {
    ...described(value),
    is: valueText(value),
    ...(name !== undefined && { label: lowerFirst(name) }),
    valuation: {
      by,
      ...(told !== undefined && { tells: told }),
      classes: valueClasses(id),
      ...(revenue !== undefined && { revenue }),
    },
  }
}

/** Names begin a line, labels stand in sentences; what is all capitals stays. */
function lowerFirst(name: string): string {
  return /^\p{Lu}(?!\p{Lu})/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

function segmentationOf(id: string, value: WrittenValue): SegmentationDefinition {
  const { rfm, method = 'cumulative_share', classes = ABC, otherwise } = value
  const about = described({ ...value, name: value.name ?? id.replaceAll('_', ' ') })
  if (rfm !== undefined) return { ...about, rfm, otherwise: otherwise ?? 'unscored' }
  return { ...about, tiers: { by: id, method, classes }, otherwise: otherwise ?? 'C' }
}
