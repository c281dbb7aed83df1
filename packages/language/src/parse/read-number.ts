import { problem } from '../ast/problems/problem-table.ts'
import type { Duration } from '../ast/window.ts'
import { isNameableDay, parseDate, parseInstant } from '../vocabulary/calendar.ts'
import type { TextCursor } from './text-cursor.ts'

/** What begins with a digit: a number, a duration, a distance, a date or an instant. */
export type Numeric =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'duration'; readonly duration: Duration }
  | { readonly kind: 'distance'; readonly kilometres: string }
  | { readonly kind: 'date'; readonly day: number }
  | { readonly kind: 'instant' }

const TIME = /^T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?/
const LONGEST = 40

/** Reads what begins with a digit; what is wrong with it goes to the cursor's problems. */
export function readNumeric(cursor: TextCursor): Numeric {
  const date = /^\d{4}-\d{1,2}-\d{1,2}(?!\d)/.exec(cursor.lookingAt(11))
  return date === null ? readNumber(cursor) : readDate(cursor, date[0])
}

function readDate(cursor: TextCursor, text: string): Numeric {
  const mark = cursor.mark()
  cursor.advance(text.length)
  const day = parseDate(text)
  if (day === undefined) cursor.problems.push(problem('bad_date', cursor.spanFrom(mark), { given: text }))
  else if (!isNameableDay(day)) {
    cursor.problems.push(problem('date_out_of_range', cursor.spanFrom(mark), { given: text }))
  }
  if (cursor.peek() !== 'T') return { kind: 'date', day: day ?? 0 }
  const time = TIME.exec(cursor.lookingAt(LONGEST))?.[0] ?? ''
  cursor.advance(time.length)
  const rest = cursor.takeWhile(isWordCharacter)
  const given = text + time + rest
  if (rest !== '' || parseInstant(text + time, 'UTC') === undefined) {
    cursor.problems.push(problem('bad_instant', cursor.spanFrom(mark), { given }))
  }
  return { kind: 'instant' }
}

function readNumber(cursor: TextCursor): Numeric {
  const mark = cursor.mark()
  let digits = cursor.takeWhile(isDigit)
  if (cursor.peek() === '.' && isDigit(cursor.peek(1))) {
    cursor.advance()
    digits += `.${cursor.takeWhile(isDigit)}`
  }
  const unit = cursor.takeWhile(isWordCharacter)
  if (digits.length > LONGEST) {
    const write = 'a number of at most 15 significant digits'
    cursor.problems.push(problem('bad_number', cursor.spanFrom(mark), { given: digits, write }))
    return { kind: 'number', number: '0' }
  }
  if (unit === '') return { kind: 'number', number: canonicalNumber(digits) }
  if (unit === 'km') return { kind: 'distance', kilometres: canonicalNumber(digits) }
  return readDuration(cursor, mark, digits, unit)
}

type Mark = ReturnType<TextCursor['mark']>

function readDuration(cursor: TextCursor, mark: Mark, digits: string, unit: string): Numeric {
  const span = cursor.spanFrom(mark)
  const given = digits + unit
  if (!isDurationUnit(unit)) {
    const write = unitRemedy(digits, unit)
    cursor.problems.push(problem('unknown_unit', span, { given, number: digits, unit, write }))
    return { kind: 'number', number: canonicalNumber(digits) }
  }
  const amount = Number(digits)
  if (!Number.isSafeInteger(amount)) cursor.problems.push(problem('fraction_of_unit', span, { given }))
  return { kind: 'duration', duration: { amount, unit } }
}

function isDurationUnit(unit: string): unit is Duration['unit'] {
  return unit.length === 1 && 'smhdw'.includes(unit)
}

/** What to write for a unit that is none, judged by how it begins. */
export function unitRemedy(digits: string, unit: string): string {
  const lower = unit.toLowerCase()
  if (/^_?\d/.test(unit) || /^e\d/.test(lower)) return `Write the number out, digits only: ${digits}000.`
  const known: readonly (readonly [RegExp, string])[] = [
    [/^(days?)$/, `${digits}d`],
    [/^(hours?|hrs?)$/, `${digits}h`],
    [/^(minutes?|mins?)$/, `${digits}m`],
    [/^(seconds?|secs?)$/, `${digits}s`],
    [/^(weeks?|wks?)$/, `${digits}w`],
  ]
  const write = known.find(([pattern]) => pattern.test(lower))?.[1]
  if (write !== undefined) return `Write ${write}.`
  if (/^(mo|months?|q|quarters?|y|yrs?|years?)$/.test(lower)) {
    const months = Number(digits) * (/^y/.test(lower) ? 12 : /^q/.test(lower) ? 3 : 1)
    const last = months === 1 ? '`last month`' : `\`last ${months} months\``
    return `Months and years are calendar windows: write ${last}, \`this year\`, or a number of days such as 90d.`
  }
  if (/^(mi|miles?|meters?|metres?)$/.test(lower)) return 'Write distances in kilometres: 0.5km.'
  if ('smhdw'.includes(lower)) return `Write ${digits}${lower}.`
  if (/^([a-z]{3}|kč)$/.test(lower)) return `Write ${digits} alone: amounts are in the workspace’s currency.`
  return `Write ${digits} with one of s, m (minutes), h, d, w, km, or without a unit.`
}

/** The shortest way to write the same digits: no leading zeros, no trailing zeros after the point. */
export function canonicalNumber(digits: string): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const shortWhole = whole.replace(/^0+(?=\d)/, '')
  const shortFraction = fraction.replace(/0+$/, '')
  return shortFraction === '' ? shortWhole : `${shortWhole}.${shortFraction}`
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}_]/u.test(character)
}
