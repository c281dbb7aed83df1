import type { Duration, TriggerWindow, Window } from '../ast/window.ts'
import { formatDate } from '../vocabulary/calendar.ts'

/** A window as it is written. `ever` has no words of its own: it is what stands when nothing does. */
export function printWindow(window: Window | TriggerWindow): string {
  switch (window.kind) {
    case 'ever':
      return ''
    case 'rolling':
      return `${printDuration(window.from)} to ${printDuration(window.to)} ago`
    case 'day':
      return window.of
    case 'this':
      return `this ${window.unit}`
    case 'last':
      return window.count === 1 ? `last ${window.unit}` : `last ${window.count} ${window.unit}s`
    case 'since':
      return `since ${formatDate(window.date)}`
    case 'between':
      return `between ${formatDate(window.from)} and ${formatDate(window.to)}`
    case 'next':
      return `next ${printDuration(window.duration)}`
    case 'past':
      return `last ${printDuration(window.duration)}`
  }
}

export function printDuration({ amount, unit }: Duration): string {
  return `${amount}${unit}`
}
