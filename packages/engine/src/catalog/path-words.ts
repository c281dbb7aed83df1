import type { DefinitionKind, DefinitionRef } from '../records/definitions.ts'
import type { DefinitionPath } from './files/definition-places.ts'

/** The section of a definition file that holds each kind. */
export const sections = {
  attribute: 'attributes',
  event: 'events',
  feature: 'features',
  segment: 'segments',
  segmentation: 'segmentations',
  list: 'lists',
  place: 'places',
  model: 'models',
  champion: 'champions',
  channel: 'channels',
  offer: 'offers',
} as const satisfies Record<DefinitionKind, string>

export const definitionKinds: readonly DefinitionKind[] = [
  'attribute',
  'event',
  'feature',
  'segment',
  'segmentation',
  'list',
  'place',
  'model',
  'champion',
  'channel',
  'offer',
]

/** How a sentence names a definition: `segment 'vip'`. */
export function nameOfDefinition({ kind, id }: DefinitionRef): string {
  return `${kind} '${id}'`
}

/** Which definition a path leads into, if into one. */
export function definitionAt(path: DefinitionPath): DefinitionRef | undefined {
  const kind = definitionKinds.find(each => sections[each] === path[0])
  const id = path[1]
  return kind === undefined || typeof id !== 'string' ? undefined : { kind, id }
}

/** The part of a path inside its definition: `first_match[1].when`. */
export function fieldAt(path: DefinitionPath): string {
  const inner = definitionAt(path) === undefined ? path : path.slice(2)
  return inner.reduce<string>((words, step) => {
    if (typeof step === 'number') return `${words}[${step}]`
    return words === '' ? step : `${words}.${step}`
  }, '')
}

/** How a sentence names what stands at a path: `'when' of the segment 'vip'`. */
export function nameOfPath(path: DefinitionPath): string {
  const definition = definitionAt(path)
  const field = fieldAt(path)
  if (definition === undefined) return field === '' ? 'A definition file' : `'${field}'`
  const whole = `he ${nameOfDefinition(definition)}`
  return field === '' ? `T${whole}` : `'${field}' of t${whole}`
}
