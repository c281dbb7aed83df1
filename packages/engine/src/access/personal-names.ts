import type { CompiledDefinitions } from '../catalog/compile/compiled-definitions.ts'

/** What tells something that is marked as personal. */
export interface PersonalNames {
  readonly attributes: ReadonlySet<string>
  /** Each as `event.property`. */
  readonly properties: ReadonlySet<string>
  /** Those that read something personal, through whatever they stand on. */
  readonly features: ReadonlySet<string>
  readonly segments: ReadonlySet<string>
  readonly segmentations: ReadonlySet<string>
  /** Whether nothing is marked. */
  readonly isEmpty: boolean
}

type Marked = Pick<PersonalNames, 'attributes' | 'properties'>

/**
 * Finds what is personal: attributes and properties that are marked, and every feature, segment and segmentation that reads
 * one. What only a model reads is not: a score does not give its inputs back.
 */
export function personalNames({ definitions, ...compiled }: CompiledDefinitions): PersonalNames {
  const marked = markedNames(definitions)
  const isEmpty = marked.attributes.size + marked.properties.size === 0
  const seen = new Map<object, boolean>()
  const reading = (all: ReadonlyMap<string, object>, part: string) =>
    new Set([...all].filter(([, each]) => reads(Reflect.get(each, part), marked, seen)).map(([id]) => id))
  const none = { features: new Set<string>(), segments: new Set<string>(), segmentations: new Set<string>() }
  if (isEmpty) return { ...marked, ...none, isEmpty }
  return {
    ...marked,
    features: reading(compiled.features, 'is'),
    segments: reading(compiled.segments, 'when'),
    segmentations: reading(compiled.segmentations, 'of'),
    isEmpty,
  }
}

function markedNames({ attributes, events }: CompiledDefinitions['definitions']): Marked {
  const isPersonal = ([, { personal }]: readonly [string, { personal?: boolean }]) => personal === true
  return {
    attributes: new Set(
      Object.entries(attributes)
        .filter(isPersonal)
        .map(([name]) => name),
    ),
    properties: new Set(
      Object.entries(events).flatMap(([event, { properties }]) =>
        Object.entries(properties)
          .filter(isPersonal)
          .map(([name]) => `${event}.${name}`),
      ),
    ),
  }
}

/** Whether a checked tree, or a part of one, reads what is marked. */
function reads(node: unknown, marked: Marked, seen: Map<object, boolean>): boolean {
  if (typeof node !== 'object' || node === null) return false
  const known = seen.get(node)
  if (known !== undefined) return known
  const found = readsItself(node, marked) || partsOf(node).some(part => reads(part, marked, seen))
  seen.set(node, found)
  return found
}

/** Of a score neither its inputs nor its formula. */
function partsOf(node: object): unknown[] {
  return Reflect.get(node, 'kind') === 'score' ? [] : Object.values(node)
}

function readsItself(node: object, { attributes, properties }: Marked): boolean {
  const { kind, name, event, property } = node as Partial<Record<string, unknown>>
  if (kind === 'attribute') return attributes.has(String(name))
  if (kind === 'property') return properties.has(`${event}.${name}`)
  if (kind !== 'aggregate' || typeof property !== 'object' || property === null) return false
  return properties.has(`${event}.${Reflect.get(property, 'name')}`)
}
