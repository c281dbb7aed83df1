import { formatDate, formatInstant, yearMonthDay } from '../vocabulary/calendar.ts'
import { MONEY_SCALE, type Place, type Value, type ValueType } from '../vocabulary/value.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A value as a sentence says it: `1,000 EUR`, `21 November 2026`, `“laptop”`. */
export function valueInWords(value: Value, type: ValueType, vocabulary: Vocabulary): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'bigint') return moneyInWords(value, vocabulary.currency)
  if (typeof value === 'object') return isPlace(value) ? placeInWords(value) : value.map(quoted).join(', ')
  switch (type) {
    case 'money':
      return moneyInWords(BigInt(value), vocabulary.currency)
    case 'date':
      return dateInWords(value)
    case 'instant':
      return instantInWords(value, vocabulary.timezone)
    case 'duration':
      return durationInWords(value)
    default:
      return numberInWords(value)
  }
}

function isPlace(value: Place | readonly string[]): value is Place {
  return 'latitude' in value
}

/** With thousands set apart, and never in powers of ten. */
export function numberInWords(value: number): string {
  return (value === 0 ? 0 : value).toLocaleString('en-US', { maximumFractionDigits: 20 })
}

/** Whole amounts without decimals, others with at least two. */
function moneyInWords(units: bigint, currency: string): string {
  const scale = BigInt(MONEY_SCALE)
  const size = units < 0n ? -units : units
  const fraction = (size % scale)
    .toString()
    .padStart(4, '0')
    .replace(/0{1,2}$/, '')
  const whole = (size / scale).toLocaleString('en-US')
  return `${units < 0n ? '-' : ''}${whole}${size % scale === 0n ? '' : `.${fraction}`} ${currency}`
}

export function dateInWords(day: number): string {
  const { year, month, day: dayOfMonth } = yearMonthDay(day)
  const name = MONTHS[month - 1]
  return name === undefined ? formatDate(day) : `${dayOfMonth} ${name} ${year}`
}

function instantInWords(at: number, timezone: string): string {
  const [date = '', time = ''] = formatInstant(at, timezone).split(' ')
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year} ${time}`
}

const UNITS: readonly (readonly [name: string, millis: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
]

/** In the largest unit it is whole in. */
export function durationInWords(millis: number): string {
  const [name, size] = UNITS.find(([, each]) => millis % each === 0) ?? ['second', 1_000]
  return counted(millis / size, name)
}

export function counted(count: number, unit: string): string {
  return `${numberInWords(count)} ${unit}${count === 1 ? '' : 's'}`
}

export function placeInWords({ latitude, longitude }: Place): string {
  return `(${latitude}, ${longitude})`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t' }

/** In typographic quotes; what cannot be seen is spelled out. */
export function quoted(text: string): string {
  const shown = text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]/gu, character => {
    return ESCAPES[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`
  })
  return `“${shown}”`
}
