import fc from 'fast-check'
import { orderEvents } from '../evaluate/order-events.ts'
import type { Subject, SubjectEvent } from '../evaluate/subject.ts'
import { DAY_MS, FIRST_DAY, LAST_DAY, localDate, startOfDay } from '../vocabulary/calendar.ts'
import type { Place, Value } from '../vocabulary/value.ts'
import type { AttributeName, DeclaredType, Vocabulary } from '../vocabulary/vocabulary.ts'
import { AMOUNTS, DAYS, HOSTILE_TEXTS, INSTANTS, NUMBERS } from './hostile-values.ts'
import { date, money } from './literals.ts'

/** What a history is made around: the vocabulary's zone and the instant at which it will be looked at. */
export interface HistorySetting {
  readonly vocabulary: Vocabulary
  /** UTC milliseconds. */
  readonly asOf: number
}

/**
 * Customers with hostile attributes and histories: events exactly on the edges of windows and a millisecond to either
 * side, in clusters with ties, around midnights and clock changes, in the future, with values unknown or huge.
 * A third have few or no events.
 *
 * @param setting - Windows are looked at from `asOf`; days are those of the vocabulary's zone.
 *
 * @example
 * fc.sample(arbitrarySubject({ vocabulary: testVocabulary, asOf }), { numRuns: 10, seed: 1 })
 */
export function arbitrarySubject({ vocabulary, asOf }: HistorySetting): fc.Arbitrary<Subject> {
  const times = timesAround(asOf, vocabulary)
  return fc
    .record({
      attributes: valuesOf(vocabulary.attributes, asOf),
      events: fc.oneof(
        fc.array(eventOf(vocabulary, times, asOf), { maxLength: 2 }),
        fc.array(eventOf(vocabulary, times, asOf), { minLength: 3, maxLength: 24, size: 'max' }),
      ),
    })
    .map(({ attributes, events }) => ({
      id: 'customer',
      attributes,
      events: orderEvents(events.map(numbered)),
    }))
}

/** Ids that are each other's prefixes, and such that UTF-16 orders otherwise than code points. */
const ID_BEGINNINGS = ['', 'a', 'A', 'é', '～', '😀', 'e10', 'e9', "'", '\\', '\u0000']

function numbered(event: SubjectEvent, index: number): SubjectEvent {
  return { ...event, id: `${event.id}${index}` }
}

function eventOf(vocabulary: Vocabulary, times: readonly number[], asOf: number): fc.Arbitrary<SubjectEvent> {
  const at = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...times) },
    // Few instants, so that many events share one.
    { weight: 3, arbitrary: fc.nat(3).map(hours => asOf - hours * 3_600_000) },
    { weight: 3, arbitrary: fc.integer({ min: -1, max: 400 * DAY_MS }).map(ago => asOf - ago) },
  )
  const events = [...vocabulary.events].map(([event, { properties }]) =>
    fc.record({
      id: fc.constantFrom(...ID_BEGINNINGS),
      event: fc.constant(event),
      at,
      properties: valuesOf(properties, asOf),
    }),
  )
  return fc.oneof(...events)
}

/** Each known three times out of four. */
function valuesOf(
  declared: ReadonlyMap<string, AttributeName>,
  asOf: number,
): fc.Arbitrary<ReadonlyMap<string, Value>> {
  const each = [...declared].map(([name, { type }]) =>
    fc.option(arbitraryValue(type, asOf), { freq: 4, nil: undefined }).map(value => [name, value] as const),
  )
  return fc.tuple(...each).map(entries => {
    const known = new Map<string, Value>()
    for (const [name, value] of entries) if (value !== undefined) known.set(name, value)
    return known
  })
}

function arbitraryValue(type: DeclaredType, asOf: number): fc.Arbitrary<Value> {
  switch (type) {
    case 'boolean':
      return fc.boolean()
    case 'number':
      return arbitraryNumber
    case 'money':
      return fc.oneof(
        fc.constantFrom(...AMOUNTS.map(money)),
        fc.maxSafeInteger(),
        fc.integer({ min: -2_000_000, max: 20_000_000 }),
      )
    case 'text':
      return fc.constantFrom(...HOSTILE_TEXTS, ...PLAIN_TEXTS)
    case 'date':
      return fc.oneof(
        fc.constantFrom(...DAYS.map(date)),
        dayNear(asOf),
        fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
      )
    case 'instant':
      return fc.oneof(
        fc.constantFrom(...fixedInstants),
        fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS }).map(by => asOf + by),
      )
    case 'place':
      return arbitraryPlace
    case 'tags':
      return fc.uniqueArray(fc.constantFrom(...HOSTILE_TEXTS), { maxLength: 4 }).map(tags => tags.sort())
  }
}

/** Common enough for conditions on events to meet. */
const PLAIN_TEXTS = ['a', 'A', 'CZ', 'cz', 'laptop', 'Laptop', 'ab', '']

const arbitraryNumber = fc.oneof(
  fc.constantFrom(...NUMBERS.map(Number), -0),
  fc.integer({ min: -10, max: 100 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: -(2 ** 53), max: 2 ** 53, noNaN: true }),
  // Halves of hundredths and the like, for rounding.
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(whole => whole / 2000),
)

const fixedInstants = INSTANTS.map(text => (/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`)).map(text =>
  Date.parse(text),
)

function dayNear(asOf: number): fc.Arbitrary<number> {
  return fc.integer({ min: -400, max: 400 }).map(days => Math.floor(asOf / DAY_MS) + days)
}

const fixedPlaces: readonly Place[] = [
  { latitude: 50.08, longitude: 14.43 },
  { latitude: 49.94, longitude: 14.5 },
  { latitude: 49.94, longitude: 14.22 },
  { latitude: 50.3, longitude: 14.43 },
  { latitude: 0, longitude: 0 },
  { latitude: -0, longitude: 0.1 },
  { latitude: 0.15, longitude: 0.05 },
  { latitude: 2, longitude: 2 },
  { latitude: 1, longitude: 3 },
  { latitude: 90, longitude: 0 },
  { latitude: 90, longitude: 77 },
  { latitude: -33.87, longitude: 151.21 },
  { latitude: 0, longitude: 180 },
  { latitude: 0.1, longitude: -180 },
]

const arbitraryPlace: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom(...fixedPlaces),
  fc.record({
    latitude: fc.integer({ min: -900_000, max: 900_000 }).map(whole => whole / 10_000),
    longitude: fc.integer({ min: -1_800_000, max: 1_800_000 }).map(whole => whole / 10_000),
  }),
  fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
)

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How far back windows of the generated expressions begin or end. */
const LOOKS_BACK = [
  0,
  1_000,
  30 * MINUTE_MS,
  HOUR_MS,
  23 * HOUR_MS,
  25 * HOUR_MS,
  ...[1, 7, 30, 84, 90, 366].map(days => days * DAY_MS),
]

/** The instants at which something changes: edges of windows, starts of days, the days that expressions name. */
function timesAround(asOf: number, { timezone }: Vocabulary): readonly number[] {
  const today = localDate(asOf, timezone)
  const days = [-1, 0, 1, 2, 3, 6, 7, 8, 14, 18, 30, 31, 59, 60, 77, 78, 90, 365].map(ago => today - ago)
  const starts = [...days, ...DAYS.map(date)].map(day => startOfDay(day, timezone))
  const edges = [...LOOKS_BACK.map(ago => asOf - ago), ...starts]
  const first = Date.UTC(1900, 0, 2)
  const last = Date.UTC(2299, 11, 31)
  return edges.flatMap(edge => [edge - 1, edge, edge + 1]).filter(at => at >= first && at <= last)
}
