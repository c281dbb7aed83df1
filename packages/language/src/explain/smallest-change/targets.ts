import type { Between, Checked, Comparison, InWindow, OneOf, TagTest, TextTest } from '../../ast/checked.ts'
import { resolveTriggerDays, resolveTriggerInstants } from '../../ast/resolve-window.ts'
import { money } from '../../evaluate/exact-money.ts'
import { tags } from '../../evaluate/held-value.ts'
import { anniversaryIn, localDate, yearMonthDay } from '../../vocabulary/calendar.ts'
import { MONEY_SCALE, type Value, type ValueType } from '../../vocabulary/value.ts'
import type { Bound } from './proposal.ts'
import { read, type Scene } from './scene.ts'

/** A value that an expression would have to have. Undefined: unknown. */
export interface Target {
  readonly value: Value | undefined
  readonly bound: Bound
}

const UNKNOWN: Target = { value: undefined, bound: 'exactly' }

export function exactly(value: Value | undefined): Target {
  return { value, bound: 'exactly' }
}

/** What comes after a value: the next cent, day or millisecond; of a number the next whole one. */
export function after(value: Value, type: ValueType): Value | undefined {
  if (type === 'money' && (typeof value === 'number' || typeof value === 'bigint'))
    return money(floorTo(BigInt(value), CENT) + CENT)
  return typeof value === 'number' ? Math.floor(value) + 1 : undefined
}

export function before(value: Value, type: ValueType): Value | undefined {
  if (type === 'money' && (typeof value === 'number' || typeof value === 'bigint'))
    return money(-floorTo(-BigInt(value), CENT) - CENT)
  return typeof value === 'number' ? Math.ceil(value) - 1 : undefined
}

const CENT = BigInt(MONEY_SCALE) / 100n

function floorTo(value: bigint, unit: bigint): bigint {
  return value - (((value % unit) + unit) % unit)
}

const OPPOSITE: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

/** Values for which a comparison with `limit` holds, or does not; the nearest of each sort. */
export function targetsOfComparison(
  operator: Comparison,
  limit: Value,
  type: ValueType,
  wanted: boolean,
): readonly Target[] {
  const known = targetsWhere(wanted ? operator : OPPOSITE[operator], limit, type)
  return wanted ? known : [...known, UNKNOWN]
}

function targetsWhere(operator: Comparison, limit: Value, type: ValueType): readonly Target[] {
  switch (operator) {
    case '=':
      return [exactly(limit)]
    case '!=':
      return typeof limit === 'boolean' ? [exactly(!limit)] : others(limit, type)
    case '>=':
      return [{ value: limit, bound: 'at_least' }]
    case '>':
      return bounded(after(limit, type), 'at_least')
    case '<=':
      return [{ value: limit, bound: 'at_most' }]
    case '<':
      return bounded(before(limit, type), 'at_most')
  }
}

function others(limit: Value, type: ValueType): readonly Target[] {
  return [...bounded(after(limit, type), 'exactly'), ...bounded(before(limit, type), 'exactly')]
}

function bounded(value: Value | undefined, bound: Bound): readonly Target[] {
  return value === undefined ? [] : [{ value, bound }]
}

export function targetsOfBetween(node: Between, wanted: boolean, scene: Scene): readonly Target[] {
  const low = read(node.low, scene)
  const high = read(node.high, scene)
  if (low === undefined || high === undefined) return wanted ? [] : [UNKNOWN]
  const { type } = node.value
  if (wanted) return [exactly(low), exactly(high)]
  return [...bounded(after(high, type), 'at_least'), ...bounded(before(low, type), 'at_most'), UNKNOWN]
}

export function targetsOfOneOf({ options }: OneOf, wanted: boolean): readonly Target[] {
  return wanted ? options.slice(0, 8).map(exactly) : [UNKNOWN]
}

export function targetsOfText({ operator, pattern }: TextTest, wanted: boolean): readonly Target[] {
  if (!wanted) return [exactly(''), UNKNOWN]
  return operator === 'matches' ? [] : [exactly(pattern)]
}

export function targetsOfTags(
  { operator, options, value }: TagTest,
  wanted: boolean,
  scene: Scene,
): readonly Target[] {
  const found = read(value, scene)
  const now = found === undefined ? [] : tags(found)
  const [first = ''] = options
  const without = exactly(now.filter(tag => !options.includes(tag)))
  const bearing = exactly(sorted([...now, ...(operator === 'all of' ? options : [first])]))
  if (operator === 'none of') return wanted ? [without] : [bearing, UNKNOWN]
  if (wanted) return [bearing]
  return [operator === 'all of' ? exactly(now.filter(tag => tag !== first)) : without, UNKNOWN]
}

function sorted(of: readonly string[]): readonly string[] {
  return [...new Set(of)].sort()
}

/** A known value of a type, whichever. */
export function anyOf(type: ValueType, { run, context }: Scene): Value {
  switch (type) {
    case 'boolean':
      return true
    case 'text':
      return '?'
    case 'date':
      return localDate(run.asOf, context.timezone)
    case 'instant':
      return run.asOf
    case 'place':
      return { latitude: 0, longitude: 0 }
    case 'tags':
      return []
    default:
      return type === 'money' ? MONEY_SCALE : 1
  }
}

export function targetsOfKnown(value: Checked, known: boolean, scene: Scene): readonly Target[] {
  return known ? [exactly(anyOf(value.type, scene))] : [UNKNOWN]
}

/** The first and the last day or instant of the window; of a day that returns, one that does so then. */
export function targetsOfInWindow(
  node: InWindow,
  wanted: boolean,
  { run, context }: Scene,
): readonly Target[] {
  if (!wanted) return [UNKNOWN]
  if (node.value.type === 'instant') {
    const { after: start, until } = resolveTriggerInstants(node.window, run.asOf, context)
    return [exactly(start + 1), exactly(until)]
  }
  const { firstDay, lastDay } = resolveTriggerDays(node.window, run.asOf, context)
  if (!node.anniversary) return [exactly(firstDay), exactly(lastDay)]
  return [firstDay, lastDay].map(day => exactly(anniversaryIn(day, yearMonthDay(day).year - 1)))
}
