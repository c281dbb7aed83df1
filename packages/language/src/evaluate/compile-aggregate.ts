import type { Aggregate } from '../ast/checked.ts'
import { resolveWindow } from '../ast/resolve-window.ts'
import type { Zone } from '../vocabulary/calendar.ts'
import type { Value } from '../vocabulary/value.ts'
import { averageGap, daysWithEvents, onFirstDay, streakUntil } from './event-times.ts'
import { average, distinct, greatest, least, mostFrequent, total } from './fold-values.ts'
import { held } from './held-value.ts'
import { type Compile, type Evaluate, oncePerInstant, type Run } from './run.ts'
import type { SubjectEvent } from './subject.ts'

/** The events an aggregate looks at, in order of time and id. */
export type SelectEvents = (run: Run) => readonly SubjectEvent[]

/** The events of an aggregate: of its name, in its window, that its `where` lets through. */
export function compileSelection(node: Aggregate, compile: Compile, zone: Zone): SelectEvents {
  const range = oncePerInstant(asOf => resolveWindow(node.window, asOf, zone))
  const where = node.where === undefined ? undefined : compile.condition(node.where)
  return run => {
    const { after, until } = range(run.asOf)
    const events = compile.eventsOf(run, node.event, after, until)
    const inWindow = slice(events, after, until)
    return where === undefined ? inWindow : inWindow.filter(event => where(withEvent(run, event)))
  }
}

function withEvent(run: Run, event: SubjectEvent): Run {
  run.event = event
  return run
}

/** The events with `after < at <= until`; the array itself when that is all of them. */
function slice(events: readonly SubjectEvent[], after: number, until: number): readonly SubjectEvent[] {
  const from = countUntil(events, after)
  const to = countUntil(events, until)
  return from === 0 && to === events.length ? events : events.slice(from, to)
}

/** How many events have `at <= instant`, by halving. */
export function countUntil(events: readonly SubjectEvent[], instant: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    const event = events[middle]
    if (event !== undefined && event.at <= instant) low = middle + 1
    else high = middle
  }
  return low
}

/** An aggregate as a function. Of no events counts and sums are 0, everything else is unknown. */
export function compileAggregate(node: Aggregate, compile: Compile, zone: Zone): Evaluate {
  const select = compileSelection(node, compile, zone)
  const ofEvents = foldEvents(node, zone)
  return run => ofEvents(select(run), run.asOf)
}

type FoldEvents = (events: readonly SubjectEvent[], asOf: number) => Value | undefined

function foldEvents(node: Aggregate, zone: Zone): FoldEvents {
  if (node.function === 'did') return events => events.length > 0
  if (node.function === 'never') return events => events.length === 0
  if (node.function === 'average_gap') return averageGap
  if (node.function === 'days') return events => daysWithEvents(events, zone.timezone)
  if (node.function === 'streak') return (events, asOf) => streakUntil(asOf, events, zone.timezone)
  if (node.property === undefined) return foldTimes(node)
  const ofValues = foldProperty(node, node.property)
  if (node.function !== 'first_day_sum') return ofValues
  return (events, asOf) => ofValues(onFirstDay(events, zone.timezone), asOf)
}

function foldTimes(node: Aggregate): FoldEvents {
  switch (node.function) {
    case 'first':
    case 'min':
      return events => events[0]?.at
    case 'last':
    case 'max':
      return events => events.at(-1)?.at
    default:
      return events => events.length
  }
}

function foldProperty(node: Aggregate, property: NonNullable<Aggregate['property']>): FoldEvents {
  const { name, type } = property
  const what = `the property '${name}' of '${node.event}'`
  const fold = foldValues(node, type)
  const read = (event: SubjectEvent): Value | undefined => held(type, event.properties.get(name), what)
  return events => fold(events.map(read).filter(value => value !== undefined))
}

type FoldValues = (values: readonly Value[]) => Value | undefined

function foldValues(node: Aggregate, type: NonNullable<Aggregate['property']>['type']): FoldValues {
  switch (node.function) {
    case 'sum':
    case 'first_day_sum':
      return values => total(type, values)
    case 'avg':
      return values => average(type, values)
    case 'min':
      return least
    case 'max':
      return greatest
    case 'distinct':
      return distinct
    case 'first':
      return values => values[0]
    case 'last':
      return values => values.at(-1)
    case 'most_frequent':
      return mostFrequent
    default:
      return values => values.length
  }
}
