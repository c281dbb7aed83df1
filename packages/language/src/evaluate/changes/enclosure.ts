import type { Arithmetic, Call, Checked } from '../../ast/checked.ts'
import { ageInYears, DAY_MS, localDate } from '../../vocabulary/calendar.ts'
import type { Value } from '../../vocabulary/value.ts'
import { number } from '../held-value.ts'
import { roundHalfAway } from '../round-half-away.ts'
import type { Run } from '../run.ts'
import { drifts } from './drifts.ts'
import { encloseScore } from './enclosure-of-score.ts'
import type { Watch } from './until.ts'

/**
 * What a number can be at the instants of a stretch: never outside two bounds and never unknown; unknown throughout;
 * or anything at all. Every operation of the language on floats keeps order when it rounds, so that the same
 * operations on the bounds enclose what the closure gives, without a margin.
 */
export type Enclosure = Bounds | 'unknown' | 'anything'

export interface Bounds {
  readonly low: number
  readonly high: number
}

/** From the run's instant until another, both in; nothing enters or leaves a window in between. */
export type Enclose = (run: Run, until: number) => Enclosure

export function isBounds(enclosure: Enclosure): enclosure is Bounds {
  return typeof enclosure === 'object'
}

/** Whether the value is the same throughout. */
export function isOneValue(enclosure: Enclosure): boolean {
  return isBounds(enclosure) ? enclosure.low === enclosure.high : enclosure === 'unknown'
}

export function compileEnclosure(node: Checked, watch: Watch): Enclose {
  if (!drifts(node)) return standing(node, watch)
  switch (node.kind) {
    case 'feature':
      return onceForStretch(watch.enclose(node.is))
    case 'arithmetic':
      return arithmetic(node, watch)
    case 'call':
      return call(node, watch)
    case 'choice': {
      const holds = watch.compiler.condition(node.condition)
      const then = watch.enclose(node.whenTrue)
      const otherwise = watch.enclose(node.otherwise)
      return (run, until) => (holds(run) ? then(run, until) : otherwise(run, until))
    }
    case 'score':
      return onceForStretch(encloseScore(node, watch))
    default:
      return () => 'anything'
  }
}

interface Stretch {
  epoch: number
  until: number
  found: Enclosure
}

/** A diamond of features costs its edges, not its paths. */
function onceForStretch(enclose: Enclose): Enclose {
  const last: Stretch = { epoch: Number.NaN, until: Number.NaN, found: 'anything' }
  return (run, until) => {
    if (last.epoch === run.epoch && last.until === until) return last.found
    const found = enclose(run, until)
    last.epoch = run.epoch
    last.until = until
    last.found = found
    return found
  }
}

function standing(node: Checked, { compiler }: Watch): Enclose {
  const value = compiler.value(node)
  return run => at(value(run))
}

function at(value: Value | undefined): Enclosure {
  if (value === undefined) return 'unknown'
  // An amount beyond the safe integers is compared with nothing that moves.
  return typeof value === 'number' ? { low: value, high: value } : 'anything'
}

function arithmetic(node: Arithmetic, watch: Watch): Enclose {
  const left = watch.enclose(node.left)
  const right = watch.enclose(node.right)
  return (run, until) => {
    const a = left(run, until)
    const b = right(run, until)
    if (a === 'unknown' || b === 'unknown') return 'unknown'
    if (a === 'anything' || b === 'anything') return 'anything'
    return operate(node.operator, a, b)
  }
}

function operate(operator: Arithmetic['operator'], a: Bounds, b: Bounds): Enclosure {
  const isPoint = isOneValue(a) && isOneValue(b)
  if (operator === '/' && b.low <= 0 && b.high >= 0) return isOneValue(b) ? 'unknown' : 'anything'
  const found = hull([a.low, a.high].flatMap(x => [b.low, b.high].map(y => apply(operator, x, y))))
  if (isBounds(found)) return found
  return isPoint ? 'unknown' : 'anything'
}

function apply(operator: Arithmetic['operator'], a: number, b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  return operator === '*' ? a * b : a / b
}

/** Results that are not finite are unknown, and where some are, so may be those between. */
function hull(values: readonly number[]): Enclosure {
  if (!values.every(Number.isFinite)) return 'anything'
  return { low: Math.min(...values) + 0, high: Math.max(...values) + 0 }
}

function call(node: Call, watch: Watch): Enclose {
  if (node.function === 'days_since' || node.function === 'age') return sinceThen(node, watch)
  const parts = node.arguments.map(argument => watch.enclose(argument))
  if (node.function === 'coalesce') return firstKnown(parts)
  const combine = combination(node)
  return (run, until) => {
    const found = parts.map(part => part(run, until))
    if (found.includes('unknown')) return 'unknown'
    const bounds = found.filter(isBounds)
    return bounds.length < found.length ? 'anything' : combine(bounds)
  }
}

function firstKnown(parts: readonly Enclose[]): Enclose {
  return (run, until) => {
    for (const part of parts) {
      const found = part(run, until)
      if (found !== 'unknown') return found
    }
    return 'unknown'
  }
}

function combination(node: Call): (bounds: readonly Bounds[]) => Enclosure {
  const lows = (bounds: readonly Bounds[]): number[] => bounds.map(({ low }) => low)
  const highs = (bounds: readonly Bounds[]): number[] => bounds.map(({ high }) => high)
  switch (node.function) {
    case 'min':
      return bounds => ({ low: Math.min(...lows(bounds)), high: Math.min(...highs(bounds)) })
    case 'max':
      return bounds => ({ low: Math.max(...lows(bounds)), high: Math.max(...highs(bounds)) })
    case 'abs':
      return ([of]) => (of === undefined ? 'anything' : sizeOf(of))
    case 'round':
      return ([of, places]) =>
        of === undefined
          ? 'anything'
          : hull([of.low, of.high].map(each => roundHalfAway(each, places?.low ?? 0)))
    default:
      return () => 'anything'
  }
}

function sizeOf({ low, high }: Bounds): Bounds {
  const sizes = [Math.abs(low), Math.abs(high)]
  return { low: low <= 0 && high >= 0 ? 0 : Math.min(...sizes), high: Math.max(...sizes) }
}

/** Time since something only grows. */
function sinceThen(node: Call, { compiler, zone }: Watch): Enclose {
  const [of] = node.arguments
  if (of === undefined) return () => 'anything'
  const value = compiler.value(of)
  const measure = measureOf(node, of, zone.timezone)
  return (run, until) => {
    const then = value(run)
    if (then === undefined) return 'unknown'
    return { low: measure(number(then), run.asOf) + 0, high: measure(number(then), until) + 0 }
  }
}

function measureOf(node: Call, of: Checked, timezone: string): (then: number, at: number) => number {
  if (node.function === 'age') return (then, instant) => ageInYears(then, localDate(instant, timezone))
  if (of.type === 'date') return (then, instant) => localDate(instant, timezone) - then
  return (then, instant) => (instant - then) / DAY_MS
}
