import type { Aggregate } from '../../ast/checked.ts'
import { localDate } from '../../vocabulary/calendar.ts'
import { NEVER } from '../changes/horizon.ts'
import { nextMidnight } from '../changes/next-midnight.ts'
import { leavesIn, longestStay, stayIn } from '../changes/stay.ts'
import type { Money } from '../exact-money.ts'
import { millionths } from '../exact-sum.ts'
import type { Run } from '../run.ts'
import { DaysFold } from './folds/days-fold.ts'
import { EndFold } from './folds/end-fold.ts'
import { answersOf, bitOf, type Filter, type Fold } from './folds/fold.ts'
import { SumFold } from './folds/sum-fold.ts'
import { TimesFold } from './folds/times-fold.ts'
import { type Measure, measureKey, timesKey } from './measures.ts'
import type { PackedSource } from './packed-source.ts'
import type { Piece } from './piece.ts'

type Until = (run: Run) => number
export type UntilOfTotal = (run: Run, meaning: (total: Money) => unknown, bound: number) => number

/** When an aggregate of packed events could differ: never too late. Cost: that of finding its window. */
export function compileUntil(node: Aggregate, source: PackedSource): Until | undefined {
  const edges = edgesOf(node, source)
  if (edges === undefined) return undefined
  const { leavesFirst, leavesLast, enters } = edges
  const ofAny: Until = run => Math.min(leavesFirst(run), enters(run))
  const isOfEvents = node.property === undefined
  switch (node.function) {
    case 'did':
    case 'never':
      return run => (edges.isEmpty(run) ? enters(run) : leavesLast(run))
    case 'first':
    case 'min':
      return isOfEvents ? run => (edges.isEmpty(run) ? enters(run) : leavesFirst(run)) : ofAny
    case 'last':
      return isOfEvents ? run => Math.min(leavesLast(run), enters(run)) : untilOfLast(node, source, edges)
    case 'max':
      return isOfEvents ? run => Math.min(leavesLast(run), enters(run)) : ofAny
    case 'streak':
      return untilOfStreak(node, source, ofAny, enters)
    default:
      return ofAny
  }
}

/** When the events let through come into a window and leave it. */
interface Edges {
  isEmpty(run: Run): boolean
  readonly leavesFirst: Until
  readonly leavesLast: Until
  readonly enters: Until
}

function edgesOf(node: Aggregate, source: PackedSource): Edges | undefined {
  const measured = source.measured(node, timesKey(node))
  const measure = source.layout.measures.all.get(timesKey(node))
  const fold = measured?.fold
  if (measured === undefined || measure === undefined || !(fold instanceof TimesFold)) return undefined
  const range = source.rangeOf(node.window)
  const stay = stayIn(node.window, source.zone)
  const leavesAt = leavesIn(node.window, source.zone)
  const leaves = (at: number): number => (fold.count === 0 ? NEVER : leavesAt(at))
  return {
    isEmpty() {
      measured.update()
      return fold.count === 0
    },
    leavesFirst() {
      measured.update()
      return leaves(fold.first)
    },
    leavesLast() {
      measured.update()
      return leaves(fold.last)
    },
    enters({ asOf }) {
      range.moveTo(asOf)
      const next = firstAfter(source, measure, Math.max(range.after, range.until))
      return next === undefined ? NEVER : stay(next).enters
    },
  }
}

/** The instant of the first event after another that is let through. */
function firstAfter(source: PackedSource, measure: Measure, instant: number): number | undefined {
  const { recent, lastPagedAt } = source.history
  const directory = lastPagedAt > instant ? source.directory() : undefined
  if (directory !== undefined) {
    for (let page = directory.pageAfter(instant); page < directory.count; page += 1) {
      const summary = directory.summary(page, measure)
      const [first = Number.NaN, last = Number.NaN] = directory.numbers.subarray(summary + 1, summary + 3)
      if (directory.isCurrent && !(last > instant)) continue
      if (directory.isCurrent && first > instant) return first
      const piece = source.pageOf(directory.numberOf(page))
      const found = piece && firstIn(piece, measure.filter, instant)
      if (found !== undefined) return found
    }
  }
  return firstIn(recent, measure.filter, instant)
}

function firstIn(piece: Piece, filter: Filter, instant: number): number | undefined {
  const count = piece.countOf(filter.event)
  for (let index = piece.countUntil(filter.event, instant); index < count; index += 1)
    if (passes(piece, filter, index)) return piece.at(filter.event, index)
  return undefined
}

function passes(piece: Piece, filter: Filter, index: number): boolean {
  const bit = bitOf(filter)
  return bit === 0 || ((piece.words[answersOf(piece, filter) + index] ?? 0) & bit) !== 0
}

/** What was before the last known value makes no difference to it. */
function untilOfLast(node: Aggregate, source: PackedSource, edges: Edges): Until | undefined {
  const measured = source.measured(node, measureKey(node))
  const leaves = leavesIn(node.window, source.zone)
  return run => {
    measured?.update()
    const fold = measured?.fold
    // A summary says the value and not since when.
    const isWhen = fold instanceof EndFold && !Number.isNaN(fold.at)
    return Math.min(isWhen ? leaves(fold.at) : edges.leavesFirst(run), edges.enters(run))
  }
}

/** A streak ends at midnight; where there is none, only an event makes one. */
function untilOfStreak(node: Aggregate, source: PackedSource, ofAny: Until, enters: Until): Until {
  const measured = source.measured(node, measureKey(node))
  const { timezone } = source.zone
  return run => {
    measured?.update()
    const fold = measured?.fold
    const isNone = fold instanceof DaysFold && fold.streakUntil(localDate(run.asOf, timezone)) === 0
    return isNone ? enters(run) : Math.min(nextMidnight(run, source.zone), ofAny(run))
  }
}

/**
 * When the total of a count or sum comes to mean something else. As long as events only leave, and none of them lies in
 * a page, exactly then; else when the next one comes or goes.
 */
export function compileUntilOfTotal(node: Aggregate, source: PackedSource): UntilOfTotal | undefined {
  const edges = edgesOf(node, source)
  const measured = source.measured(node, measureKey(node))
  const walk = walkOf(node, source)
  if (edges === undefined || measured === undefined || walk === undefined) return undefined
  return (run, meaning, bound) => {
    measured.update()
    const enters = edges.enters(run)
    const any = Math.min(edges.leavesFirst(run), enters)
    const total = totalOf(measured.fold)
    if (any >= bound || enters < NEVER || total === undefined) return any
    return walk(run, total, meaning, bound) ?? edges.leavesFirst(run)
  }
}

function totalOf(fold: Fold): number | undefined {
  if (fold instanceof TimesFold) return fold.count
  return fold instanceof SumFold && fold.isExact ? fold.sum : undefined
}

type Walk = (run: Run, total: number, meaning: (total: Money) => unknown, bound: number) => number | undefined

/** Lets the events of a window go one after the other. Undefined where they are not all in the newest piece. */
function walkOf(node: Aggregate, source: PackedSource): Walk | undefined {
  const filter = source.layout.measures.all.get(timesKey(node))?.filter
  if (filter === undefined) return undefined
  const { event } = filter
  const range = source.rangeOf(node.window)
  const leavesAt = leavesIn(node.window, source.zone)
  const column = node.property && event.columnOf.get(node.property.name)
  // Only of a rolling window is it known without the calendar when an event leaves.
  const stays = node.window.kind === 'rolling' ? longestStay(node.window) : Number.NEGATIVE_INFINITY
  return (run, total, meaning, bound) => {
    const { recent, lastPagedAt } = source.history
    range.moveTo(run.asOf)
    if (lastPagedAt > range.after) return undefined
    const from = recent.countUntil(event, range.after)
    const to = recent.countUntil(event, range.until)
    if (from >= to || leavesAt(recent.at(event, from)) === NEVER) return NEVER
    const cells = column && recent.columnStart(event, column)
    const before = meaning(total)
    let left = total
    for (let index = nextPassing(recent, filter, from, to); index < to; ) {
      const leavesThen = recent.at(event, index) + stays
      if (leavesThen >= bound) return leavesThen
      const next = nextPassing(recent, filter, index + 1, to)
      left -= cells === undefined ? 1 : unitsOf(recent.numbers[cells + index], column?.type === 'money')
      if (meaning(left) !== before) {
        const leaves = leavesAt(recent.at(event, index))
        // What goes at one instant goes at once.
        if (next === to || leavesAt(recent.at(event, next)) > leaves) return leaves
      }
      index = next
    }
    return NEVER
  }
}

function nextPassing(piece: Piece, filter: Filter, from: number, to: number): number {
  let index = from
  while (index < to && !passes(piece, filter, index)) index += 1
  return index
}

function unitsOf(cell: number | undefined, isMoney: boolean): number {
  if (cell === undefined || Number.isNaN(cell)) return 0
  return isMoney ? cell : Number(millionths(cell))
}
