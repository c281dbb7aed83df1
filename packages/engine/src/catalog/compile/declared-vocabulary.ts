import type { FeatureName, ScoreName, SegmentationName, SegmentName, Vocabulary } from '@kindred/language'
import type { Definitions } from '../../records/definitions.ts'

/** A vocabulary that grows while definitions are compiled in their order. */
export interface GrowingVocabulary extends Vocabulary {
  readonly features: Map<string, FeatureName>
  readonly segments: Map<string, SegmentName>
  readonly segmentations: Map<string, SegmentationName>
  readonly scores: Map<string, ScoreName>
}

/** What expressions may speak of before any of them is compiled: settings, attributes, events, lists, places. */
export function declaredVocabulary(definitions: Definitions): GrowingVocabulary {
  const { settings, attributes, events, lists, places } = definitions
  const named = <D, N>(section: Readonly<Record<string, D>>, make: (definition: D) => N): Map<string, N> =>
    new Map(Object.entries(section).map(([id, definition]) => [id, make(definition)]))
  return {
    timezone: settings.timezone,
    currency: settings.currency,
    weekStart: settings.weekStart,
    attributes: named(attributes, ({ type, label, name }) => ({ type, ...labelled(label ?? name) })),
    events: named(events, ({ label, name, properties }) => ({
      ...labelled(label ?? name),
      properties: named(properties, property => ({ type: property.type, ...labelled(property.label) })),
    })),
    features: new Map(),
    segments: new Map(),
    segmentations: new Map(),
    scores: new Map(),
    lists: named(lists, ({ items }) => items),
    places: named(places, ({ polygon }) => polygon),
  }
}

export function labelled(label: string | undefined): { readonly label?: string } {
  return label === undefined ? {} : { label }
}
