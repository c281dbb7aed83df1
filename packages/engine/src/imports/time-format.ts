import { epochDay } from '@kindred/language'

/** How an instant or a date is written. */
export type TimeFormat =
  /** `2026-11-21`, `2026-11-21 10:30`, `2026-11-21T10:30:15.250Z`, `…+01:00`. */
  | { readonly kind: 'iso'; readonly text: 'iso' }
  | { readonly kind: 'epoch'; readonly text: string; readonly unit: 'seconds' | 'milliseconds' }
  | { readonly kind: 'pattern'; readonly text: string; readonly tokens: readonly TimeToken[] }

export type TimeToken =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: TimeLetter; readonly count: number }

const letters = ['y', 'M', 'd', 'H', 'h', 'm', 's', 'S', 'a', 'Z'] as const
export type TimeLetter = (typeof letters)[number]

/** What was read: as the clock shows it, and the offset where one was written. */
export interface LocalTime {
  /** Milliseconds since 1970-01-01 00:00 of the same clock. */
  readonly local: number
  /** Minutes east of Greenwich. */
  readonly offset: number | undefined
}

/** The earliest and the latest day that is kept: 1900-01-01 and 2299-12-31. */
export const firstDay = epochDay(1900, 1, 1)
export const lastDay = epochDay(2299, 12, 31)

export const isoFormat: TimeFormat = { kind: 'iso', text: 'iso' }

/** A regular expression that RE2 and JavaScript read alike. */
export const ISO_PATTERN =
  '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$'

export const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

/**
 * Reads a format in the letters of Joda (`yyyy-MM-dd HH:mm:ss`), or one of `iso`, `epoch seconds`,
 * `epoch milliseconds`.
 *
 * @returns What was wrong, in words, when it is none.
 */
export function parseTimeFormat(text: string): TimeFormat | { readonly reason: string } {
  if (/^iso$/i.test(text.trim())) return isoFormat
  const epoch = /^epoch (seconds|milliseconds)$/i.exec(text.trim())?.[1]?.toLowerCase()
  if (epoch === 'seconds' || epoch === 'milliseconds') return { kind: 'epoch', text, unit: epoch }
  const tokens = tokensOf(text)
  if ('reason' in tokens) return tokens
  const reason = incomplete(tokens)
  return reason === undefined ? { kind: 'pattern', text, tokens } : { reason }
}

function tokensOf(text: string): TimeToken[] | { readonly reason: string } {
  const tokens: TimeToken[] = []
  for (const [piece] of text.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (piece === "'") return { reason: 'a quote is not closed' }
    if (piece.startsWith("'")) {
      const literal = piece === "''" ? "'" : piece.slice(1, -1).replaceAll("''", "'")
      tokens.push({ kind: 'literal', text: literal })
    } else if (/[A-Za-z]/.test(piece)) {
      const letter = letters.find(one => one === piece[0])
      if (letter === undefined)
        return { reason: `the letter '${piece[0]}' has no meaning (put text in single quotes)` }
      tokens.push({ kind: 'field', letter, count: piece.length })
    } else tokens.push({ kind: 'literal', text: piece })
  }
  return tokens
}

function incomplete(tokens: readonly TimeToken[]): string | undefined {
  const fields = tokens.filter(token => token.kind === 'field')
  const has = (letter: TimeLetter) => fields.some(field => field.letter === letter)
  const twice = fields.find((field, at) => fields.findIndex(one => one.letter === field.letter) !== at)
  if (twice !== undefined) return `the letter '${twice.letter}' stands in it twice`
  const missing = (['y', 'M', 'd'] as const).find(letter => !has(letter))
  if (missing !== undefined) return `the letter '${missing}' is missing`
  if (has('h') !== has('a')) return "'h' (1 to 12) and 'a' (AM or PM) go together; 'H' counts to 23"
  if (has('H') && has('h')) return "'H' and 'h' exclude one another"
  const bad = fields.find(field => !widths[field.letter].includes(field.count))
  if (bad !== undefined) return `'${bad.letter.repeat(bad.count)}' is no field`
  const offset = tokens.findIndex(token => token.kind === 'field' && token.letter === 'Z')
  return offset === -1 || offset === tokens.length - 1 ? undefined : "'Z' has to come last"
}

const widths: Readonly<Record<TimeLetter, readonly number[]>> = {
  y: [2, 4],
  M: [1, 2, 3, 4],
  d: [1, 2],
  H: [1, 2],
  h: [1, 2],
  m: [1, 2],
  s: [1, 2],
  S: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  a: [1],
  Z: [1, 2],
}

/** The regular expression a text of the format matches, one group a field. RE2 and JavaScript read it alike. */
export function timePattern(tokens: readonly TimeToken[]): string {
  return `^${tokens.map(token => (token.kind === 'literal' ? escapedLiteral(token.text) : `(${fieldPattern(token)})`)).join('')}$`
}

function fieldPattern({ letter, count }: Extract<TimeToken, { kind: 'field' }>): string {
  if (letter === 'y') return `[0-9]{${count}}`
  if (letter === 'M' && count >= 3) return monthPattern(count)
  if (letter === 'S') return `[0-9]{${count}}`
  if (letter === 'a') return '[AaPp][Mm]'
  if (letter === 'Z') return 'Z|[+-][0-9]{2}:?[0-9]{2}'
  return count === 1 ? '[0-9]{1,2}' : '[0-9]{2}'
}

function monthPattern(count: number): string {
  const names = monthNames.map(name => (count === 3 ? name.slice(0, 3) : name))
  return names.map(name => [...name].map(letter => `[${letter.toUpperCase()}${letter}]`).join('')).join('|')
}

function escapedLiteral(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** By the tokens of a format, which lives as long as it is used. */
const compiled = new WeakMap<readonly TimeToken[], RegExp>()

function regExp(tokens: readonly TimeToken[]): RegExp {
  const known = compiled.get(tokens)
  if (known !== undefined) return known
  const expression = new RegExp(tokens === isoTokens ? ISO_PATTERN : timePattern(tokens))
  compiled.set(tokens, expression)
  return expression
}

/**
 * Reads a text that is written in the format.
 *
 * @returns `undefined` when it is not: another form, or a day or an hour that does not exist (30 February, 24:00).
 *
 * @example
 * readTime({ kind: 'iso', text: 'iso' }, '2026-11-21 10:30')   // { local: 1795257000000, offset: undefined }
 */
export function readTime(format: TimeFormat, text: string): LocalTime | undefined {
  if (format.kind === 'epoch') return readEpoch(format.unit, text)
  const tokens = format.kind === 'iso' ? isoTokens : format.tokens
  const match = regExp(tokens).exec(text)
  if (match === null) return undefined
  const parts = new Map<TimeLetter, string>()
  let group = 1
  for (const token of tokens) {
    if (token.kind === 'field') parts.set(token.letter, match[group++] ?? '')
  }
  return assemble(parts, tokens)
}

const isoTokens: readonly TimeToken[] = (['y', 'M', 'd', 'H', 'm', 's', 'S', 'Z'] as const).map(letter => ({
  kind: 'field',
  letter,
  count: 2,
}))

function readEpoch(unit: 'seconds' | 'milliseconds', text: string): LocalTime | undefined {
  if (!/^-?[0-9]{1,14}$/.test(text)) return undefined
  return { local: Number(text) * (unit === 'seconds' ? 1000 : 1), offset: 0 }
}

function assemble(
  parts: ReadonlyMap<TimeLetter, string>,
  tokens: readonly TimeToken[],
): LocalTime | undefined {
  const number = (letter: TimeLetter): number => Number(parts.get(letter) ?? 0)
  const [year, month, day] = [
    yearOf(parts.get('y') ?? ''),
    monthOf(parts.get('M') ?? '', tokens),
    number('d'),
  ]
  const hour = parts.has('h') ? twelveHours(number('h'), parts.get('a') ?? '') : number('H')
  const [minute, second] = [number('m'), number('s')]
  const epoch = epochDay(year, month, day)
  const exists = month >= 1 && month <= 12 && day >= 1 && epochDay(year, month + 1, 1) > epoch
  if (!exists || hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined
  const millis = Number((parts.get('S') ?? '').padEnd(3, '0').slice(0, 3))
  const offset = offsetOf(parts.get('Z') ?? '')
  if (offset !== undefined && Math.abs(offset) > 18 * 60) return undefined
  return { local: epoch * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000 + millis, offset }
}

function yearOf(text: string): number {
  // Two digits are the years 1970 to 2069.
  if (text.length === 2) return Number(text) + (Number(text) >= 70 ? 1900 : 2000)
  return Number(text)
}

function monthOf(text: string, tokens: readonly TimeToken[]): number {
  const named = tokens.some(token => token.kind === 'field' && token.letter === 'M' && token.count >= 3)
  return named ? monthNames.findIndex(name => name.startsWith(text.toLowerCase())) + 1 : Number(text)
}

function twelveHours(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0)
}

function offsetOf(text: string): number | undefined {
  if (text === '') return undefined
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return text.startsWith('-') ? -minutes : minutes
}
