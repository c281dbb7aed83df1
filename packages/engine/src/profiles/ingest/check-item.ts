import { type DeclaredType, formatInstant, nearestName, type Value } from '@kindred/language'
import { customerId, isCustomerId } from '../../records/customer-id.ts'
import type { CustomerPatch, EventRecord } from '../../records/customer-record.ts'
import type { Definitions } from '../../records/definitions.ts'
import type { IngestItem } from '../../records/live.ts'
import { givenInWords } from './given-in-words.ts'
import { type Refusal, refusal } from './ingest-problems.ts'
import { readGivenInstant, readGivenValue, wantedOf } from './read-given-value.ts'

/** Of an item itself, milliseconds are no instant. */
const AT = "an instant from 1900 to 2299 such as '2026-11-21T10:30:00Z'"
const DAY = 86_400_000

/** What is to be known to check an item. */
export interface IngestSetting {
  readonly definitions: Pick<Definitions, 'attributes' | 'events'> & {
    readonly settings: Pick<Definitions['settings'], 'timezone'>
  }
  /** UTC milliseconds. */
  readonly now: number
  /** Of an event that came without one. */
  newId(): string
}

export type CheckedItem =
  | { readonly kind: 'event'; readonly event: EventRecord }
  | { readonly kind: 'customer'; readonly patch: CustomerPatch }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * An item as it is kept, by what is declared; or the first thing in it that is wrong.
 *
 * @example
 * checkItem({ kind: 'event', customer: 'anna', event: 'visit', properties: {} }, { definitions, now, newId })
 */
export function checkItem(item: IngestItem, setting: IngestSetting): CheckedItem {
  try {
    return item.kind === 'event'
      ? { kind: 'event', event: eventOf(item, setting) }
      : { kind: 'customer', patch: patchOf(item, setting) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

class Refused extends Error {
  readonly refusal: Refusal

  constructor(given: Refusal) {
    super(given.code)
    this.refusal = given
  }
}

function eventOf(item: Extract<IngestItem, { kind: 'event' }>, setting: IngestSetting): EventRecord {
  const customer = customerOf(item.customer)
  const { events } = setting.definitions
  const declared = Object.hasOwn(events, item.event) ? events[item.event] : undefined
  if (declared === undefined) {
    const nearest = nearestName(item.event, Object.keys(events))
    const declare = `events: { ${item.event}: { properties: {} } }`
    throw new Refused(refusal('event_not_declared', { event: item.event, nearest, declare }))
  }
  const properties = new Map<string, Value>()
  for (const [name, given] of Object.entries(item.properties)) {
    const type = Object.hasOwn(declared.properties, name) ? declared.properties[name]?.type : undefined
    if (type === undefined) throw unknownProperty(item.event, name, given, Object.keys(declared.properties))
    const value = readValue(type, given, `The property '${name}' of '${item.event}'`, setting)
    if (value !== undefined) properties.set(name, value)
  }
  return {
    id: item.id === undefined ? setting.newId() : idOf(item.id, 'The id of the event'),
    customer,
    event: item.event,
    at: instantOf(item.at, "The event's instant", setting),
    properties,
  }
}

function patchOf(item: Extract<IngestItem, { kind: 'customer' }>, setting: IngestSetting): CustomerPatch {
  const id = customerOf(item.customer)
  const { attributes: declared } = setting.definitions
  const attributes = new Map<string, Value | undefined>()
  for (const [name, given] of Object.entries(item.attributes)) {
    const type = Object.hasOwn(declared, name) ? declared[name]?.type : undefined
    if (type === undefined) throw unknownAttribute(name, given, Object.keys(declared))
    attributes.set(name, readValue(type, given, `The attribute '${name}'`, setting))
  }
  return { id, since: sinceOf(item.since, setting), attributes }
}

function customerOf(given: string): string {
  return idOf(typeof given === 'string' ? customerId(given) : given, 'The id of the customer')
}

function idOf(given: string, what: string): string {
  if (typeof given === 'string' && isCustomerId(given)) return given
  throw new Refused(refusal('id_unfit', { what, given: given === '' ? 'empty' : givenInWords(given) }))
}

/** `null` is unknown. */
function readValue(
  type: DeclaredType,
  given: unknown,
  what: string,
  { definitions }: IngestSetting,
): Value | undefined {
  if (given === null || given === undefined) return undefined
  const value = readGivenValue(type, given, definitions.settings.timezone)
  if (value !== undefined) return value
  throw new Refused(refusal('value_unfit', { what, wanted: wantedOf[type], given: givenInWords(given) }))
}

/** 0 is no instant of a customer's but says that it was so always. */
function sinceOf(given: number | undefined, setting: IngestSetting): number {
  return given === 0 ? 0 : instantOf(given, "The customer's `since`", setting)
}

function instantOf(given: number | undefined, what: string, { now, definitions }: IngestSetting): number {
  if (given === undefined) return now
  const { timezone } = definitions.settings
  const at = readGivenInstant(given, timezone)
  if (at === undefined) {
    throw new Refused(refusal('value_unfit', { what, wanted: AT, given: instantInWords(given) }))
  }
  if (at <= now + DAY) return at
  const shown = { given: formatInstant(at, timezone), now: formatInstant(now, timezone) }
  throw new Refused(refusal('instant_too_far_ahead', { what, ...shown }))
}

/** As it was written, where there is a year for it: milliseconds tell nobody anything. */
function instantInWords(given: number): string {
  const date = new Date(given)
  return Number.isNaN(date.getTime()) ? givenInWords(given) : date.toISOString()
}

function unknownProperty(event: string, property: string, given: unknown, known: readonly string[]): Refused {
  const declare = `events: { ${event}: { properties: { ${property}: ${likelyType(given)} } } }`
  const nearest = nearestName(property, known)
  return new Refused(refusal('property_not_declared', { event, property, nearest, declare }))
}

function unknownAttribute(attribute: string, given: unknown, known: readonly string[]): Refused {
  const declare = `attributes: { ${attribute}: { type: ${likelyType(given)} } }`
  return new Refused(
    refusal('attribute_not_declared', { attribute, nearest: nearestName(attribute, known), declare }),
  )
}

/** What a value that nobody declared looks like. */
function likelyType(given: unknown): DeclaredType {
  if (typeof given === 'boolean' || typeof given === 'number')
    return typeof given === 'number' ? 'number' : 'boolean'
  if (Array.isArray(given)) return 'tags'
  if (typeof given === 'object' && given !== null) return 'place'
  if (typeof given !== 'string') return 'text'
  if (readGivenValue('date', given, 'UTC') !== undefined) return 'date'
  return readGivenInstant(given, 'UTC') === undefined ? 'text' : 'instant'
}
