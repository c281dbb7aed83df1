import { durationMillis } from '../ast/resolve-window.ts'
import type { Duration, TriggerWindow, Window } from '../ast/window.ts'
import { dateInWords } from './values-in-words.ts'

const UNIT_NAMES: Readonly<Record<Duration['unit'], string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
}

/** The window of an aggregate after what it is about, with a space before it; empty for ever. */
export function windowInWords(window: Window, isAhead = false): string {
  const words = wordsOf(window, isAhead)
  return words === '' ? '' : ` ${words}`
}

function wordsOf(window: Window, isAhead: boolean): string {
  switch (window.kind) {
    case 'ever':
      return ''
    case 'rolling':
      return isAhead ? `in the next ${stretch(window.from)}` : rollingInWords(window.from, window.to)
    case 'day':
      return window.of
    case 'this':
      return window.unit === 'day' ? 'today' : `this ${window.unit}`
    case 'last':
      return lastInWords(window)
    case 'since':
      return `since ${dateInWords(window.date)}`
    case 'between':
      return `from ${dateInWords(window.from)} to ${dateInWords(window.to)}`
  }
}

function rollingInWords(from: Duration, to: Duration): string {
  if (durationMillis(to) === 0) return `in the last ${stretch(from)}`
  // Of one, the unit is another word: from 2 weeks to 1 week ago.
  const start = from.unit === to.unit && to.amount !== 1 ? String(from.amount) : durationAsWritten(from)
  return `from ${start} to ${durationAsWritten(to)} ago`
}

/** Whole calendar units: other words than for rolling hours, since they mean something else. */
function lastInWords({ unit, count }: { unit: string; count: number }): string {
  if (count > 1) return `in the last ${count} whole ${unit}s`
  return unit === 'day' ? 'yesterday' : `last ${unit}`
}

/** `30 days`; after `last` or `next` a single unit needs no number. */
function stretch(duration: Duration): string {
  return duration.amount === 1 ? UNIT_NAMES[duration.unit] : durationAsWritten(duration)
}

/** `24 hours`, and not 1 day, when it was written so. */
export function durationAsWritten({ amount, unit }: Duration): string {
  return `${amount} ${UNIT_NAMES[unit]}${amount === 1 ? '' : 's'}`
}

/** Where a date or an instant is looked for, after `is`. */
export function triggerInWords(window: TriggerWindow): string {
  switch (window.kind) {
    case 'next':
      return `within the next ${stretch(window.duration)}`
    case 'past':
      return `within the last ${stretch(window.duration)}`
    case 'since':
      return `between ${dateInWords(window.date)} and today`
    case 'between':
      return `between ${dateInWords(window.from)} and ${dateInWords(window.to)}`
    case 'last':
      return window.count === 1 && window.unit !== 'day' ? `in ${lastInWords(window)}` : lastInWords(window)
    case 'this':
      return window.unit === 'day' ? 'today' : `in this ${window.unit}`
    case 'day':
      return window.of
  }
}
