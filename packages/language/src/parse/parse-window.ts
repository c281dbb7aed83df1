import { problem } from '../ast/problems/problem-table.ts'
import type { CalendarUnit, Duration, TriggerWindow, Window } from '../ast/window.ts'
import { spanBetween, type Token } from './token.ts'
import type { TokenStream } from './token-stream.ts'

const UNITS: readonly CalendarUnit[] = ['day', 'week', 'month', 'quarter', 'year']
const ZERO: Duration = { amount: 0, unit: 'd' }

type CalendarWindow = Exclude<Window, { kind: 'ever' } | { kind: 'rolling' }>

/** Whether a window (other than a bare duration) begins here. `last` is one only before a unit or a number. */
export function startsWindow(stream: TokenStream): boolean {
  const { kind } = stream.token
  if (kind === 'duration') return stream.isWordAhead(1, 'to')
  if (kind === 'number') return stream.isWordAhead(1, 'to') && stream.ahead(2).kind === 'duration'
  if (stream.isWord('today', 'yesterday', 'between')) return true
  if (stream.isWord('since')) return stream.ahead(1).kind !== 'symbol'
  if (stream.isWord('this')) return true
  return stream.isWord('last') && isCountOrUnit(stream.ahead(1))
}

function isCountOrUnit(token: Token): boolean {
  return token.kind === 'number' || (token.kind === 'name' && unitOf(token.text) !== undefined)
}

/** A window among the arguments of an aggregate. */
export function parseWindow(stream: TokenStream): Window {
  if (stream.token.kind === 'duration' || stream.token.kind === 'number') return parseRolling(stream)
  return parseCalendarWindow(stream) ?? { kind: 'ever' }
}

/** `last 90d` and `60d ago`, as one would say it: read as what is meant, and refused with what to write. */
export function rewordedWindow(stream: TokenStream): Window | undefined {
  const first = stream.token
  const isLast = stream.isWord('last', 'past') && stream.ahead(1).kind === 'duration'
  const isAgo = first.kind === 'duration' && stream.isWordAhead(1, 'ago')
  if (!isLast && !isAgo) return undefined
  if (isLast) stream.next()
  const { token } = stream
  const from = parseDuration(stream)
  if (isAgo) stream.next()
  const write = isLast
    ? `\`${token.text}\``
    : `\`${token.text}\` for since then, or \`… to ${token.text} ago\` for before it`
  const given = stream.textFrom(first)
  stream.problems.push(problem('other_wording', stream.spanFrom(first), { given, write }))
  return { kind: 'rolling', from, to: ZERO }
}

function parseRolling(stream: TokenStream): Window {
  const from = parseDuration(stream)
  stream.takeWord('to')
  const to = parseDuration(stream)
  if (!stream.takeWord('ago')) stream.expected('`ago`', '`60d to 30d ago`')
  return { kind: 'rolling', from, to }
}

/** What follows `in` where a date is looked for: `next 7d`, `last 7d`, or a calendar window. */
export function parseTriggerWindow(stream: TokenStream): TriggerWindow | undefined {
  if (stream.isWord('next') && isUnitAhead(stream)) return refuseNextUnit(stream)
  if (stream.takeWord('next')) return { kind: 'next', duration: parseDuration(stream) }
  if (stream.isWord('last') && stream.ahead(1).kind === 'duration') {
    stream.next()
    return { kind: 'past', duration: parseDuration(stream) }
  }
  return parseCalendarWindow(stream)
}

function isUnitAhead(stream: TokenStream): boolean {
  const after = stream.ahead(1)
  if (after.kind === 'name') return unitOf(after.text) !== undefined
  const second = stream.ahead(2)
  return after.kind === 'number' && second.kind === 'name' && unitOf(second.text) !== undefined
}

function refuseNextUnit(stream: TokenStream): TriggerWindow {
  const first = stream.next()
  if (stream.next().kind === 'number') stream.next()
  const found = { given: stream.textFrom(first) }
  stream.problems.push(problem('next_calendar_unit', stream.spanFrom(first), found))
  return { kind: 'next', duration: ZERO }
}

function parseCalendarWindow(stream: TokenStream): CalendarWindow | undefined {
  if (stream.isWord('today', 'yesterday')) {
    return { kind: 'day', of: stream.next().text.toLowerCase() === 'today' ? 'today' : 'yesterday' }
  }
  if (stream.takeWord('this')) return { kind: 'this', unit: parseUnit(stream) }
  if (stream.takeWord('last')) return parseLast(stream)
  if (stream.takeWord('since')) return { kind: 'since', date: parseDay(stream) }
  if (stream.takeWord('between')) return parseBetween(stream)
  stream.expected('a window', '`next 7d`, `last 30d`, `this month` or `last 3 months`')
  return undefined
}

function parseLast(stream: TokenStream): CalendarWindow {
  const { token } = stream
  if (token.kind !== 'number') return { kind: 'last', unit: parseUnit(stream), count: 1 }
  stream.next()
  const count = Number(token.number)
  if (!Number.isInteger(count) || count < 1 || count > 1200) {
    const write = 'a whole number from 1 to 1200'
    stream.problems.push(problem('bad_number', spanBetween(token, token), { given: token.text, write }))
  }
  return { kind: 'last', unit: parseUnit(stream), count }
}

function parseBetween(stream: TokenStream): CalendarWindow {
  const from = parseDay(stream)
  if (!stream.takeWord('and')) stream.expected('`and`', '`between 2026-01-01 and 2026-03-31`')
  return { kind: 'between', from, to: parseDay(stream) }
}

function parseUnit(stream: TokenStream): CalendarUnit {
  const unit = stream.token.kind === 'name' ? unitOf(stream.token.text) : undefined
  if (unit === undefined) {
    stream.expected('`day`, `week`, `month`, `quarter` or `year`', '`this month` or `last 3 months`')
    return 'day'
  }
  stream.next()
  return unit
}

/** `month` or `months`. */
function unitOf(word: string): CalendarUnit | undefined {
  const singular = word.toLowerCase().replace(/s$/, '')
  return UNITS.find(unit => unit === singular)
}

function parseDay(stream: TokenStream): number {
  const { token } = stream
  if (token.kind !== 'date') {
    stream.expected('a date', '2026-01-31')
    return 0
  }
  stream.next()
  return token.day
}

/** A duration; a bare number is told what it lacks. */
export function parseDuration(stream: TokenStream): Duration {
  const { token } = stream
  if (token.kind === 'duration') {
    stream.next()
    return token.duration
  }
  if (token.kind === 'number') {
    stream.next()
    const units = `${token.text}d for days, ${token.text}h for hours`
    stream.problems.push(problem('missing_unit', spanBetween(token, token), { given: token.text, units }))
  } else stream.expected('a duration', '30d')
  return ZERO
}
