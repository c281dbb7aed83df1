import type { Aggregate } from '../../ast/checked.ts'
import { DAY_MS, localDate } from '../../vocabulary/calendar.ts'
import { MONEY_SCALE, NUMBER_SUM_SCALE } from '../../vocabulary/value.ts'
import type { Evaluate } from '../run.ts'
import { DayCountFold } from './folds/day-count-fold.ts'
import { DaysFold } from './folds/days-fold.ts'
import { DistinctFold } from './folds/distinct-fold.ts'
import { EndFold } from './folds/end-fold.ts'
import { ExtremeFold } from './folds/extreme-fold.ts'
import { FirstDayFold } from './folds/first-day-fold.ts'
import { SumFold } from './folds/sum-fold.ts'
import { TimesFold } from './folds/times-fold.ts'
import { ValuesFold } from './folds/values-fold.ts'
import type { Measured, PackedSource } from './packed-source.ts'

/** The value of an aggregate from what its measure comes to. Where that says nothing exact, from the events. */
export function compileMeasured(
  node: Aggregate,
  measured: Measured,
  source: PackedSource,
  byEvents: Evaluate,
): Evaluate | undefined {
  const { fold } = measured
  if (node.function === 'did' || node.function === 'never') return compileDid(node, measured)
  const read = compileNumber(node, measured, source)
  if (read !== undefined) {
    return run => {
      const found = read()
      if (found === INEXACT) return byEvents(run)
      return Number.isNaN(found) ? undefined : found
    }
  }
  if (!(fold instanceof EndFold || fold instanceof ValuesFold)) return undefined
  return () => {
    measured.update()
    return fold.value
  }
}

function compileDid(node: Aggregate, measured: Measured): Evaluate | undefined {
  const { fold } = measured
  if (!(fold instanceof TimesFold)) return undefined
  const wanted = node.function === 'did'
  return () => {
    measured.update()
    return fold.count > 0 === wanted
  }
}

/** A float says nothing exact: no sum, amount or instant of events is as large as this. */
export const INEXACT: number = Number.POSITIVE_INFINITY

/** An aggregate as a number; unknown is NaN, `INEXACT` where only its events say it. Undefined where it is no number. */
export function compileNumber(
  node: Aggregate,
  measured: Measured,
  source: PackedSource,
): (() => number) | undefined {
  const read = numberOf(node, measured, source)
  if (read === undefined) return undefined
  return () => {
    measured.update()
    return read()
  }
}

function numberOf(node: Aggregate, { fold }: Measured, source: PackedSource): (() => number) | undefined {
  if (fold instanceof TimesFold) return numberOfTimes(node, fold)
  if (fold instanceof SumFold) return numberOfSum(node, fold)
  if (fold instanceof FirstDayFold) return () => sumOf(fold, node.property?.type === 'money')
  if (fold instanceof DayCountFold) return () => fold.count
  if (fold instanceof ExtremeFold) return () => (fold.isExact ? fold.number : INEXACT)
  if (fold instanceof DaysFold) {
    const { timezone } = source.zone
    return () => fold.streakUntil(localDate(source.asOf, timezone))
  }
  const isDistinct = fold instanceof DistinctFold
  return isDistinct ? () => (fold.size === 0 ? Number.NaN : fold.size) : undefined
}

function numberOfTimes(node: Aggregate, fold: TimesFold): () => number {
  switch (node.function) {
    case 'did':
      return () => (fold.count > 0 ? 1 : 0)
    case 'never':
      return () => (fold.count > 0 ? 0 : 1)
    case 'first':
    case 'min':
      return () => fold.first
    case 'last':
    case 'max':
      return () => fold.last
    case 'average_gap':
      return () => (fold.count < 2 ? Number.NaN : (fold.last - fold.first) / DAY_MS / (fold.count - 1))
    default:
      return () => fold.count
  }
}

function numberOfSum({ function: name, property }: Aggregate, fold: SumFold): () => number {
  const isMoney = property?.type === 'money'
  if (name === 'sum') return () => sumOf(fold, isMoney)
  const scale = isMoney ? MONEY_SCALE : NUMBER_SUM_SCALE
  return () => {
    if (!fold.isExact) return INEXACT
    return fold.known === 0 ? Number.NaN : fold.sum / scale / fold.known
  }
}

/** Money stays in its whole units. */
function sumOf({ isExact, sum }: Pick<SumFold, 'isExact' | 'sum'>, isMoney: boolean): number {
  if (!isExact) return INEXACT
  return isMoney ? sum : sum / NUMBER_SUM_SCALE
}
