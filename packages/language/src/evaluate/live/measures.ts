import type { Aggregate } from '../../ast/checked.ts'
import type { Zone } from '../../vocabulary/calendar.ts'
import { writtenAlike } from '../written-alike.ts'
import type { Column } from './cell.ts'
import { DayCountFold } from './folds/day-count-fold.ts'
import { DaysFold } from './folds/days-fold.ts'
import { DistinctFold } from './folds/distinct-fold.ts'
import { EndFold } from './folds/end-fold.ts'
import { ExtremeFold } from './folds/extreme-fold.ts'
import { FirstDayFold } from './folds/first-day-fold.ts'
import type { Filter, Fold } from './folds/fold.ts'
import { SumFold } from './folds/sum-fold.ts'
import { TimesFold } from './folds/times-fold.ts'
import { ValuesFold } from './folds/values-fold.ts'
import { hashText } from './hash-bytes.ts'
import type { LayoutEvent } from './layout.ts'

/** Something that aggregates of any window are made of, summed up for every page. */
export interface Measure {
  readonly filter: Filter
  /** Undefined: of the events themselves. */
  readonly column?: Column
  /** The same for those that are made of the same property of the same events. */
  readonly passKey: string
  /** The number of its list of values and when they were seen last; only where there is one. */
  readonly table?: number
  /** Where its numbers begin in the summary of a page. */
  readonly start: number
  newFold(): Fold
}

export interface Measures {
  readonly all: ReadonlyMap<string, Measure>
  /** Those that have a list of values for all pages together. */
  readonly tables: readonly Measure[]
  /** How many numbers the summary of a page has. */
  readonly width: number
  /** Summaries of other measures say nothing. */
  readonly hash: readonly [number, number]
}

type Kind =
  | 'times'
  | 'sum'
  | 'least'
  | 'greatest'
  | 'first'
  | 'last'
  | 'distinct'
  | 'values'
  | 'days'
  | 'day_count'
  | 'first_day'

const kinds: Readonly<Record<Exclude<Aggregate['function'], 'first' | 'last' | 'min' | 'max'>, Kind>> = {
  count: 'times',
  did: 'times',
  never: 'times',
  average_gap: 'times',
  sum: 'sum',
  avg: 'sum',
  distinct: 'distinct',
  most_frequent: 'values',
  streak: 'days',
  days: 'day_count',
  first_day_sum: 'first_day',
}

const ends = { first: 'first', last: 'last', min: 'least', max: 'greatest' } as const

function kindOf(node: Aggregate): Kind {
  const { function: name, property } = node
  if (name !== 'first' && name !== 'last' && name !== 'min' && name !== 'max') return kinds[name]
  return property === undefined ? 'times' : ends[name]
}

export function measuresOf(
  aggregates: readonly Aggregate[],
  eventOf: ReadonlyMap<string, LayoutEvent>,
  zone: Zone,
): Measures {
  const found = new Map<string, Aggregate>()
  for (const node of aggregates) {
    found.set(measureKey(node), node)
    found.set(timesKey(node), { ...node, function: 'count' })
  }
  let width = 0
  const all = new Map<string, Measure>()
  const tables: Measure[] = []
  for (const [key, node] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const event = eventOf.get(node.event)
    if (event === undefined) continue
    const filter = filterOf(node, event)
    const property = propertyOf(node)
    const column = property && event.columnOf.get(property.name)
    const newFold = (): Fold => foldOf(kindOf(node), filter, column, zone.timezone)
    const passKey = JSON.stringify([filter.test, column?.name])
    const isTable = kindOf(node) === 'distinct'
    const measure: Measure = {
      filter,
      ...(column && { column }),
      passKey,
      ...(isTable && { table: tables.length }),
      start: width,
      newFold,
    }
    all.set(key, measure)
    if (isTable) tables.push(measure)
    width += newFold().width
  }
  return { all, tables, width, hash: hashText(JSON.stringify([zone.timezone, ...all.keys()])) }
}

/** The same for aggregates that are made of the same, whatever their windows. */
export function measureKey(node: Aggregate): string {
  const property = propertyOf(node)?.name
  return JSON.stringify([kindOf(node), node.event, property, node.where && writtenAlike(node.where)])
}

/** The property that a measure looks at; what is of the events alone looks at none. */
function propertyOf(node: Aggregate): Aggregate['property'] {
  const kind = kindOf(node)
  return kind === 'times' || kind === 'days' || kind === 'day_count' ? undefined : node.property
}

/** Of the events themselves that an aggregate is of. */
export function timesKey(node: Aggregate): string {
  return measureKey({ ...node, function: 'count' })
}

export function filterOf({ where }: Aggregate, event: LayoutEvent): Filter {
  return { event, test: where === undefined ? -1 : (event.testOf.get(writtenAlike(where)) ?? -1) }
}

function foldOf(kind: Kind, filter: Filter, column: Column | undefined, timezone: string): Fold {
  if (kind === 'days') return new DaysFold(filter, timezone)
  if (kind === 'day_count') return new DayCountFold(filter, timezone)
  if (kind === 'times' || column === undefined) return new TimesFold(filter)
  if (kind === 'sum') return new SumFold(filter, column)
  if (kind === 'first_day') return new FirstDayFold(filter, column, timezone)
  if (kind === 'distinct') return new DistinctFold(filter, column)
  if (kind === 'values') return new ValuesFold(filter, column)
  return kind === 'first' || kind === 'last'
    ? new EndFold(filter, column, kind)
    : new ExtremeFold(filter, column, kind)
}
