import type { NamedValue, WirePersonalData } from '@kindred/api'
import type { AuditEntry, CurrentDefinitions, LiveTransition, PersonFile, Transition } from '@kindred/engine'
import type { Value, ValueType } from '@kindred/language'
import { consentAnswer } from './consent-answer.ts'
import { instantText, namedValue, optionalInstant } from './typed-value.ts'

const notes: readonly string[] = [
  'Features, scores and the reasons of memberships are computed from what is shown here; `kindred customer` and `kindred explain` show them.',
  'Backups, files that were exported or imported, and what other systems were told are not in it.',
]

/** The document of the route `personalData`. @param audit - Entries about her, newest first. */
export function personalDataAnswer(person: PersonFile, audit: readonly AuditEntry[]): WirePersonalData {
  const { current, record, membership } = person
  return {
    ...{ id: person.id, as_of: instantText(person.asOf), ids: [...person.ids] },
    joined: person.joined.map(({ from, into }) => ({ from, into })),
    known_since: optionalInstant(record.since),
    attributes: attributesOf(record.attributes, current),
    said: person.said.map(({ id, since, attributes }) => ({
      ...{ id, since: since === 0 ? null : instantText(since) },
      attributes: attributesOf(attributes, current),
    })),
    events: record.events.map(event => eventOf(event, current)),
    consents: person.consents.map(each => consentAnswer(each)),
    membership:
      membership === undefined
        ? null
        : {
            as_of: instantText(membership.asOf),
            segments: [...membership.segments],
            classes: [...membership.classes].map(([id, name]) => ({ id, class: name })),
          },
    moves: [...person.moves, ...person.liveMoves].sort((a, b) => a.at - b.at).map(moveOf),
    undelivered: person.undelivered.map(moveOf),
    typical_in: person.typicalIn.map(each => ({
      ...each,
      values: each.values.map(value => ({ ...value })),
    })),
    audit: audit.map(({ number, at, actor, action, outcome }) => ({
      ...{ number, at: instantText(at), action, outcome },
      who: actor.name === '' ? actor.kind : actor.name,
    })),
    held: person.held.filter(({ count }) => count > 0),
    notes: [...notes],
  }
}

function attributesOf(
  attributes: ReadonlyMap<string, Value | undefined>,
  { compiled }: CurrentDefinitions,
): NamedValue[] {
  return [...attributes].map(([name, value]) => {
    const declared = compiled.vocabulary.attributes.get(name)
    return namedValue(name, declared?.label, declared?.type ?? typeOf(value), value)
  })
}

function eventOf(
  { id, event, at, properties }: PersonFile['record']['events'][number],
  { compiled }: CurrentDefinitions,
) {
  const declared = compiled.vocabulary.events.get(event)?.properties
  const named = [...properties].map(([name, value]) => {
    const property = declared?.get(name)
    return namedValue(name, property?.label, property?.type ?? typeOf(value), value)
  })
  return { id, event, at: instantText(at), properties: named }
}

function moveOf(move: Transition | LiveTransition): WirePersonalData['moves'][number] {
  const { at, customer, kind, definition, from, to, cause } = move
  const event = 'event' in move ? move.event : undefined
  return {
    ...{ at: instantText(at), customer, kind, definition, from, to, cause },
    ...(event === undefined ? {} : { event }),
  }
}

/** Of a value whose name is declared no more: as what it looks. */
function typeOf(value: Value | undefined): ValueType {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  if (Array.isArray(value)) return 'tags'
  return typeof value === 'object' ? 'place' : 'text'
}
