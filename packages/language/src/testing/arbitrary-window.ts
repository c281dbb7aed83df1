import fc from 'fast-check'
import type { ArgumentSyntax } from '../ast/expression.ts'
import { durationMillis } from '../ast/resolve-window.ts'
import type { CalendarUnit, Duration, TriggerWindow, Window } from '../ast/window.ts'
import { parseDate } from '../vocabulary/calendar.ts'
import { DAYS } from './hostile-values.ts'
import { NOWHERE } from './syntax.ts'

const WHOLE_DAYS: readonly Duration[] = [
  { amount: 1, unit: 'd' },
  { amount: 24, unit: 'h' },
  { amount: 7, unit: 'd' },
  { amount: 1, unit: 'w' },
  { amount: 30, unit: 'd' },
  { amount: 90, unit: 'd' },
  { amount: 366, unit: 'd' },
  { amount: 12, unit: 'w' },
]

const PARTS_OF_DAYS: readonly Duration[] = [
  { amount: 1, unit: 's' },
  { amount: 30, unit: 'm' },
  { amount: 1, unit: 'h' },
  { amount: 23, unit: 'h' },
  { amount: 25, unit: 'h' },
]

type CalendarWindow = Exclude<Window, { kind: 'ever' } | { kind: 'rolling' }>

export const arbitraryDay: fc.Arbitrary<number> = fc.constantFrom(...DAYS.map(day => parseDate(day) ?? 0))

export const arbitraryWholeDays: fc.Arbitrary<Duration> = fc.constantFrom(...WHOLE_DAYS)

export const arbitraryDuration: fc.Arbitrary<Duration> = fc.constantFrom(...WHOLE_DAYS, ...PARTS_OF_DAYS)

const unit = fc.constantFrom<CalendarUnit>('day', 'week', 'month', 'quarter', 'year')

const calendarWindow: fc.Arbitrary<CalendarWindow> = fc.oneof(
  fc.constantFrom<CalendarWindow>({ kind: 'day', of: 'today' }, { kind: 'day', of: 'yesterday' }),
  unit.map(of => ({ kind: 'this' as const, unit: of })),
  fc
    .tuple(unit, fc.constantFrom(1, 2, 3, 13))
    .map(([of, count]) => ({ kind: 'last' as const, unit: of, count })),
  arbitraryDay.map(date => ({ kind: 'since' as const, date })),
  fc.tuple(arbitraryDay, arbitraryDay).map(([a, b]) => ({
    kind: 'between' as const,
    from: Math.min(a, b),
    to: Math.max(a, b),
  })),
)

const rollingWindow: fc.Arbitrary<Window> = fc
  .tuple(arbitraryDuration, arbitraryDuration)
  .filter(([a, b]) => durationMillis(a) !== durationMillis(b))
  .map(([a, b]) => {
    const [from, to] = durationMillis(a) > durationMillis(b) ? [a, b] : [b, a]
    return { kind: 'rolling' as const, from, to }
  })

/** The window of an aggregate as its last argument: none, a duration, or one with words. */
export const arbitraryWindow: fc.Arbitrary<readonly ArgumentSyntax[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  {
    weight: 4,
    arbitrary: arbitraryDuration.map(duration => [{ kind: 'duration' as const, duration, span: NOWHERE }]),
  },
  {
    weight: 4,
    arbitrary: fc
      .oneof(rollingWindow, calendarWindow)
      .map(window => [{ kind: 'window' as const, window, span: NOWHERE }]),
  },
)

/** A window that a date or an instant is looked for in; dates know whole days only. */
export function arbitraryTriggerWindow(of: 'date' | 'instant'): fc.Arbitrary<TriggerWindow> {
  const duration = of === 'date' ? arbitraryWholeDays : arbitraryDuration
  return fc.oneof(
    duration.map(length => ({ kind: 'next' as const, duration: length })),
    duration.map(length => ({ kind: 'past' as const, duration: length })),
    calendarWindow,
  )
}
