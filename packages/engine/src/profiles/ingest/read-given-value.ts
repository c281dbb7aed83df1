import { type DeclaredType, instantOfLocal, LARGEST, money, parseDate, type Value } from '@kindred/language'
import { firstDay, isoFormat, lastDay, readTime } from '../../imports/time-format.ts'

/** The longest text that is kept, in characters. */
const LONGEST_TEXT = 65_536
const MOST_TAGS = 1_000
const DAY = 86_400_000
const [FIRST_INSTANT, LAST_INSTANT] = [firstDay * DAY, (lastDay + 1) * DAY - 1]

/** What a sender has to write for each type. */
export const wantedOf: Readonly<Record<DeclaredType, string>> = {
  boolean: 'true or false',
  number: 'a number of at most 9,007,199,254,740,991',
  money: 'an amount with at most four decimal places, as a number or a text, of at most 900,719,925,474',
  text: 'a text of at most 65,536 characters',
  date: "a day from 1900 to 2299 such as '2026-11-21'",
  instant: "an instant from 1900 to 2299 such as '2026-11-21T10:30:00Z', or UTC milliseconds",
  place: 'a place such as { "latitude": 50.08, "longitude": 14.43 }',
  tags: 'a list of at most 1,000 texts',
}

/**
 * A value that came as JSON, as the language holds its type. Strict: a number in quotes is no number.
 *
 * @param timezone - Of instants that name no offset.
 * @returns `undefined` when it is not such a value; `wantedOf` says what is.
 */
export function readGivenValue(type: DeclaredType, given: unknown, timezone: string): Value | undefined {
  switch (type) {
    case 'boolean':
      return typeof given === 'boolean' ? given : undefined
    case 'number':
      return typeof given === 'number' && isWithin(given, -LARGEST, LARGEST) ? given + 0 : undefined
    case 'money':
      return readMoney(given)
    case 'text':
      return readText(given)
    case 'date':
      return readDate(given)
    case 'instant':
      return readGivenInstant(given, timezone)
    case 'place':
      return readPlace(given)
    case 'tags':
      return readTags(given)
  }
}

/** UTC milliseconds, or ISO text; `undefined` when it is neither, or before 1900 or after 2299. */
export function readGivenInstant(given: unknown, timezone: string): number | undefined {
  const at = typeof given === 'string' ? readIso(given, timezone) : given
  if (typeof at !== 'number' || !Number.isInteger(at)) return undefined
  return isWithin(at, FIRST_INSTANT, LAST_INSTANT) ? at + 0 : undefined
}

function readIso(text: string, timezone: string): number | undefined {
  const time = readTime(isoFormat, text)
  if (time === undefined) return undefined
  return time.offset === undefined ? instantOfLocal(time.local, timezone) : time.local - time.offset * 60_000
}

/** Exactly: ten-thousandths are whole, and no float stands between. */
function readMoney(given: unknown): number | bigint | undefined {
  if (typeof given !== 'number' && typeof given !== 'string') return undefined
  const parts = /^([+-]?)(\d{1,20})(?:\.(\d{1,4})0*)?$/.exec(String(given))
  if (parts === null) return undefined
  const units = BigInt(`${parts[2]}${(parts[3] ?? '').padEnd(4, '0')}`)
  if (units > BigInt(LARGEST)) return undefined
  return money(parts[1] === '-' ? -units : units)
}

function readText(given: unknown): string | undefined {
  if (typeof given !== 'string' || !given.isWellFormed()) return undefined
  const composed = given.normalize('NFC')
  return composed.length <= LONGEST_TEXT ? composed : undefined
}

function readDate(given: unknown): number | undefined {
  const day = typeof given === 'string' ? parseDate(given) : undefined
  return day !== undefined && isWithin(day, firstDay, lastDay) ? day : undefined
}

function readPlace(given: unknown): Value | undefined {
  if (typeof given !== 'object' || given === null || Object.keys(given).length !== 2) return undefined
  if (!('latitude' in given && 'longitude' in given)) return undefined
  const { latitude, longitude } = given
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  if (!isWithin(latitude, -90, 90) || !isWithin(longitude, -180, 180)) return undefined
  return { latitude: latitude + 0, longitude: longitude + 0 }
}

function readTags(given: unknown): readonly string[] | undefined {
  if (!Array.isArray(given) || given.length > MOST_TAGS) return undefined
  const tags: string[] = []
  for (const each of given) {
    const tag = readText(each)
    if (tag === undefined) return undefined
    tags.push(tag)
  }
  return [...new Set(tags)].sort()
}

/** NaN is within nothing. */
function isWithin(value: number, least: number, most: number): boolean {
  return value >= least && value <= most
}
