import type { AnswerOf, Contract } from '@kindred/api'
import type {
  CurrentDefinitions,
  CustomerRecord,
  FailedDefinition,
  FeatureValue,
  LiveCause,
} from '@kindred/engine'
import type { SubjectEvent } from '@kindred/language'
import { displayName } from './standing-answer.ts'
import { instantText, namedValue, optionalInstant } from './typed-value.ts'

/** One customer, whether seen live or by the last refresh. */
export interface ShownCustomer {
  readonly asOf: number
  readonly live: boolean
  readonly record: CustomerRecord
  /** All her events; `record` may hold only those that some definition reads. */
  readonly eventCount: number
  readonly features: readonly FeatureValue[]
  /** Only those she is in. */
  readonly segments: readonly ShownBelonging[]
  readonly segmentations: readonly ShownBelonging[]
  readonly failures: readonly FailedDefinition[]
}

export interface ShownBelonging {
  readonly id: string
  /** Of a segmentation. */
  readonly class?: string
  readonly since?: { readonly at: number; readonly cause: LiveCause; readonly event?: string }
  readonly inWords: string
}

/** The document of the route `customer`. @param events - How many of the last ones to give. */
export function customerAnswer(
  shown: ShownCustomer,
  current: CurrentDefinitions,
  events: number,
): AnswerOf<Contract['customer']> {
  const { record } = shown
  const { segments, segmentations } = current.definitions
  return {
    id: record.id,
    as_of: instantText(shown.asOf),
    live: shown.live,
    known_since: optionalInstant(record.since),
    attributes: attributesOf(record, current),
    features: shown.features.map(({ name, is, value }) => {
      const { label, name: title } = current.definitions.features[name] ?? {}
      return namedValue(name, label ?? title, is.type, value)
    }),
    segments: shown.segments.map(each => belongingAnswer(each, segments[each.id]?.name)),
    segmentations: shown.segmentations.map(each => ({
      ...belongingAnswer(each, segmentations[each.id]?.name),
      class: each.class ?? '',
    })),
    event_count: shown.eventCount,
    first_event_at: optionalInstant(record.events[0]?.at),
    last_events: record.events
      .slice(-events)
      .reverse()
      .map(event => eventAnswer(event, current)),
    failures: shown.failures.map(({ kind, id, failure }) => ({ kind, id, says: failure.says })),
  }
}

/** All that are declared, in their order: one that is not known is shown as unknown. */
function attributesOf(record: CustomerRecord, { compiled }: CurrentDefinitions) {
  return [...compiled.vocabulary.attributes].map(([name, { type, label }]) =>
    namedValue(name, label, type, record.attributes.get(name)),
  )
}

function eventAnswer({ id, event, at, properties }: SubjectEvent, { compiled }: CurrentDefinitions) {
  const declared = compiled.vocabulary.events.get(event)?.properties ?? new Map()
  const named = [...declared].flatMap(([name, { type, label }]) => {
    const value = properties.get(name)
    return value === undefined ? [] : [namedValue(name, label, type, value)]
  })
  return { id, event, at: instantText(at), properties: named }
}

function belongingAnswer({ id, since, inWords }: ShownBelonging, name: string | undefined) {
  return {
    id,
    name: name ?? displayName(id),
    since: optionalInstant(since?.at),
    cause: since?.cause ?? null,
    ...(since?.event === undefined ? {} : { event: since.event }),
    in_words: inWords,
  }
}
