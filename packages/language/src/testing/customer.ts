import { orderEvents } from '../evaluate/order-events.ts'
import type { Subject, SubjectEvent } from '../evaluate/subject.ts'
import type { Value, ValueType } from '../vocabulary/value.ts'
import type { AttributeName, Vocabulary } from '../vocabulary/vocabulary.ts'
import { date, instant, money } from './literals.ts'

/** A value as a case writes it: money `'12.50'`, dates `'2026-11-21'`, instants ISO with zone, places `[50.08, 14.43]`. */
export type Written = string | number | boolean | readonly [number, number] | readonly string[]

/** An event as a case writes it. `at` is how long ago (`'7d'`, `'7d 1ms'`, `'7d -1ms'`) or an ISO instant with its zone. */
export interface WrittenEvent {
  readonly event: string
  readonly at: string
  readonly properties?: Readonly<Record<string, Written>>
  /** Given where a tie must be settled; otherwise by position: `e01`, `e02` … */
  readonly id?: string
}

/** A customer as a case writes her. */
export interface WrittenCustomer {
  readonly attributes?: Readonly<Record<string, Written>>
  readonly events?: readonly WrittenEvent[]
}

type Happened = (at: string, properties?: WrittenEvent['properties'], id?: string) => WrittenEvent

const happened =
  (event: string): Happened =>
  (at, properties, id) => ({ event, at, ...(properties && { properties }), ...(id && { id }) })

export const purchase: Happened = happened('purchase')
export const visit: Happened = happened('visit')
export const call: Happened = happened('call')
export const emailOpen: Happened = happened('email_open')

/** The customer of a case as an evaluation sees her. */
export function subjectOf(
  id: string,
  written: WrittenCustomer,
  asOf: number,
  vocabulary: Vocabulary,
): Subject {
  const events = (written.events ?? []).map((event, index) => eventOf(event, index, asOf, vocabulary))
  return {
    id,
    attributes: valuesOf(written.attributes ?? {}, vocabulary.attributes),
    events: orderEvents(events),
  }
}

function eventOf(written: WrittenEvent, index: number, asOf: number, vocabulary: Vocabulary): SubjectEvent {
  const declared = vocabulary.events.get(written.event)
  if (declared === undefined) throw new Error(`No event '${written.event}' in the test vocabulary.`)
  return {
    id: written.id ?? `e${String(index + 1).padStart(2, '0')}`,
    event: written.event,
    at: instantOf(written.at, asOf),
    properties: valuesOf(written.properties ?? {}, declared.properties),
  }
}

const unitMillis: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

function instantOf(at: string, asOf: number): number {
  const terms = [...at.matchAll(/(-?\d+)(ms|[smhdw])(?= |$)/g)]
  if (terms.map(([term]) => term).join(' ') !== at) return instant(at)
  return terms.reduce(
    (ms, [, amount, unit]) => ms - Number(amount) * (unitMillis[unit ?? ''] ?? Number.NaN),
    asOf,
  )
}

function valuesOf(
  written: Readonly<Record<string, Written>>,
  declared: ReadonlyMap<string, AttributeName>,
): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(written).map(([name, value]) => {
      const type = declared.get(name)?.type
      if (type === undefined) throw new Error(`No '${name}' in the test vocabulary.`)
      return [name, heldValue(type, value)]
    }),
  )
}

function heldValue(type: ValueType, written: Written): Value {
  if (typeof written === 'string')
    return type === 'text' ? written : (literals[type]?.(written) ?? unreadable(type))
  if (typeof written !== 'object') return written
  const [latitude, longitude] = written
  if (typeof latitude === 'number' && typeof longitude === 'number') return { latitude, longitude }
  return [...new Set(written.map(String))].sort()
}

const literals: Partial<Record<ValueType, (written: string) => Value>> = {
  money,
  instant,
  date,
}

function unreadable(type: ValueType): never {
  throw new Error(`A case writes a ${type} as text.`)
}
