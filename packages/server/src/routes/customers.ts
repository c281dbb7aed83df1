import {
  type Belonging,
  type CurrentDefinitions,
  type CustomerRecord,
  type CustomerView,
  explainCustomer,
  requireDefinitions,
  viewCustomer,
} from '@kindred/engine'
import type { SubjectEvent } from '@kindred/language'
import { explanationAnswer } from '../answers/explanation-answer.ts'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { displayName } from '../answers/standing-answer.ts'
import { instantText, namedValue, optionalInstant } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

export function customerHandlers(services: Services): Handlers<'customers' | 'customer' | 'explain'> {
  const { engine } = services
  return {
    async customers({ search, limit }) {
      const ids = await engine.warehouse.findCustomers(search, limit)
      return { customers: ids.map(id => ({ id })) }
    },
    async customer({ id, as_of, events }) {
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const current = await requireDefinitions(engine.catalog)
      const view = await viewCustomer(engine, { customer: id, ...(asOf === undefined ? {} : { asOf }) })
      return viewAnswer(view, current, events)
    },
    async explain({ id, definition, as_of }) {
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const current = await requireDefinitions(engine.catalog)
      const explained = await explainCustomer(engine, {
        customer: id,
        ...(definition === undefined ? {} : { definition }),
        ...(asOf === undefined ? {} : { asOf }),
      })
      return {
        customer: id,
        as_of: instantText(explained.asOf),
        explanations: explained.explanations.map(each => explanationAnswer(each, current)),
      }
    },
  }
}

function viewAnswer(view: CustomerView, current: CurrentDefinitions, events: number) {
  const { record } = view
  const { segments, segmentations } = current.definitions
  return {
    id: record.id,
    as_of: instantText(view.asOf),
    known_since: optionalInstant(record.since),
    attributes: attributesOf(record, current),
    features: view.features.map(({ name, is, value }) => {
      const { label, name: title } = current.definitions.features[name] ?? {}
      return namedValue(name, label ?? title, is.type, value)
    }),
    segments: view.segments.map(each => belongingAnswer(each, segments[each.id]?.name)),
    segmentations: view.segmentations.map(each => ({
      ...belongingAnswer(each, segmentations[each.id]?.name),
      class: each.class ?? '',
    })),
    event_count: record.events.length,
    first_event_at: optionalInstant(record.events[0]?.at),
    last_events: record.events
      .slice(-events)
      .reverse()
      .map(event => eventAnswer(event, current)),
    failures: view.failures.map(({ kind, id, failure }) => ({ kind, id, says: failure.says })),
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

function belongingAnswer({ id, since, inWords }: Belonging, name: string | undefined) {
  return {
    id,
    name: name ?? displayName(id),
    since: optionalInstant(since?.at),
    cause: since?.cause ?? null,
    in_words: inWords,
  }
}
