import type { Aggregate } from '../../ast/checked.ts'
import type { Window } from '../../ast/window.ts'
import { DAY_MS, localDate, type Zone } from '../../vocabulary/calendar.ts'
import type { EventSource } from '../event-source.ts'
import { currencyUnits } from '../exact-money.ts'
import { fromMillionths } from '../exact-sum.ts'
import type { Evaluate, Run } from '../run.ts'
import type { SubjectEvent } from '../subject.ts'
import { DaysFold } from './folds/days-fold.ts'
import { EndFold } from './folds/end-fold.ts'
import { ExtremeFold } from './folds/extreme-fold.ts'
import type { Fold } from './folds/fold.ts'
import { SumFold } from './folds/sum-fold.ts'
import { TimesFold } from './folds/times-fold.ts'
import { ValuesFold } from './folds/values-fold.ts'
import { isStandingAggregate, type Layout, type LayoutEvent } from './layout.ts'
import { PagesNeeded } from './live-program.ts'
import { type Measure, measureKey, timesKey } from './measures.ts'
import { PackedEvent } from './packed-event.ts'
import { emptyHistory, type PackedHistory } from './packed-history.ts'
import { compileUntil, compileUntilOfTotal, type UntilOfTotal } from './packed-until.ts'
import type { Piece } from './piece.ts'
import { WindowRange } from './window-range.ts'

/** The aggregates of whichever history is being read, taken from where it is packed. */
export class PackedSource implements EventSource {
  readonly layout: Layout
  readonly zone: Zone
  readonly #ranges = new Map<string, WindowRange>()
  #history: PackedHistory

  constructor(layout: Layout, zone: Zone) {
    this.layout = layout
    this.zone = zone
    this.#history = emptyHistory(layout)
  }

  /** From here on everything is about this history. */
  read(history: PackedHistory): void {
    this.#history = history
  }

  rangeOf(window: Window): WindowRange {
    const key = JSON.stringify(window)
    const range = this.#ranges.get(key) ?? new WindowRange(window, this.zone)
    this.#ranges.set(key, range)
    return range
  }

  readonly eventsOf = (_: Run, name: string, after: number, until: number): readonly SubjectEvent[] => {
    const event = this.layout.eventOf.get(name)
    return event === undefined ? [] : eventsBetween(this.#history, event, after, until)
  }

  readonly aggregate = (node: Aggregate, byEvents: Evaluate): Evaluate | undefined => {
    const fold = this.folded(node, measureKey(node))
    return fold && valueOfFold(node, fold, byEvents, this.zone.timezone)
  }

  readonly untilOf = (node: Aggregate): ((run: Run) => number) | undefined => compileUntil(node, this)

  readonly untilOfTotal = (node: Aggregate): UntilOfTotal | undefined => compileUntilOfTotal(node, this)

  get history(): PackedHistory {
    return this.#history
  }

  /** What a measure of an aggregate comes to in its window. */
  folded(node: Aggregate, key: string): ((asOf: number) => Fold) | undefined {
    const measure = this.layout.measures.all.get(key)
    const times = this.layout.measures.all.get(timesKey(node))
    if (!isStandingAggregate(node) || measure === undefined || times === undefined) return undefined
    const range = this.rangeOf(node.window)
    const fold = measure.newFold()
    return asOf => {
      range.moveTo(asOf)
      foldBetween(this.#history, { measure, times, fold }, range.after, range.until)
      return fold
    }
  }
}

export interface Folding {
  readonly measure: Measure
  /** Of the events that are let through: whether a page has any in the window at all. */
  readonly times: Measure
  readonly fold: Fold
}

function foldBetween(history: PackedHistory, folding: Folding, after: number, until: number): void {
  const { fold, measure } = folding
  const { recent } = history
  const { event } = measure.filter
  fold.reset()
  if (history.directory !== undefined) foldPages(history, folding, after, until)
  fold.scan(recent, recent.countUntil(event, after), recent.countUntil(event, until))
}

/** @throws PagesNeeded */
function foldPages(
  history: PackedHistory,
  { fold, measure, times }: Folding,
  after: number,
  until: number,
): void {
  const { directory } = history
  const missing: number[] = []
  if (directory === undefined) return
  const { numbers, isCurrent } = directory
  for (
    let page = directory.pageAfter(after);
    page < directory.count && directory.firstAt(page) <= until;
    page += 1
  ) {
    if (isCurrent) {
      const summary = directory.summary(page, times)
      const first = numbers[summary + 1] ?? Number.NaN
      const last = numbers[summary + 2] ?? Number.NaN
      // Of no events both are NaN, and neither holds.
      if (!(last > after && first <= until)) continue
      const isWhole = first > after && last <= until
      if (isWhole && fold.merge(directory, directory.summary(page, measure))) continue
    }
    const piece = history.pageOf(directory.numberOf(page))
    if (piece === undefined) missing.push(directory.numberOf(page))
    else scanBetween(fold, piece, measure.filter.event, after, until)
  }
  if (missing.length > 0) throw new PagesNeeded(missing)
}

function scanBetween(fold: Fold, piece: Piece, event: LayoutEvent, after: number, until: number): void {
  fold.scan(piece, piece.countUntil(event, after), piece.countUntil(event, until))
}

/** @throws PagesNeeded */
function eventsBetween(
  history: PackedHistory,
  event: LayoutEvent,
  after: number,
  until: number,
): readonly SubjectEvent[] {
  const events: SubjectEvent[] = []
  for (const piece of history.piecesBetween(after, until)) {
    const to = piece.countUntil(event, until)
    for (let index = piece.countUntil(event, after); index < to; index += 1)
      events.push(new PackedEvent(piece, event, index))
  }
  return events
}

/** The value of an aggregate from what its measure comes to. Where that says nothing exact, from the events. */
function valueOfFold(
  node: Aggregate,
  folded: (asOf: number) => Fold,
  byEvents: Evaluate,
  timezone: string,
): Evaluate {
  return run => {
    const fold = folded(run.asOf)
    if (fold instanceof TimesFold) return ofTimes(node, fold)
    if (fold instanceof SumFold) return fold.isExact ? ofSum(node, fold) : byEvents(run)
    if (fold instanceof ExtremeFold) return fold.isExact ? fold.value : byEvents(run)
    if (fold instanceof EndFold) return fold.value
    if (fold instanceof ValuesFold) return ofValues(node, fold)
    return fold instanceof DaysFold ? fold.streakUntil(localDate(run.asOf, timezone)) : byEvents(run)
  }
}

function ofTimes(node: Aggregate, { count, first, last }: TimesFold): number | boolean | undefined {
  switch (node.function) {
    case 'did':
      return count > 0
    case 'never':
      return count === 0
    case 'first':
    case 'min':
      return count === 0 ? undefined : first
    case 'last':
    case 'max':
      return count === 0 ? undefined : last
    case 'average_gap':
      return count < 2 ? undefined : (last - first) / DAY_MS / (count - 1)
    default:
      return count
  }
}

function ofSum({ function: name, property }: Aggregate, { known, sum }: SumFold): number | undefined {
  const isMoney = property?.type === 'money'
  if (name === 'sum') return isMoney ? sum : fromMillionths(sum)
  if (known === 0) return undefined
  return (isMoney ? currencyUnits(sum) : fromMillionths(sum)) / known
}

function ofValues({ function: name }: Aggregate, fold: ValuesFold) {
  if (name === 'most_frequent') return fold.mostFrequent
  return fold.counts.size === 0 ? undefined : fold.counts.size
}
