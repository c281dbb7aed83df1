import { money } from '../../evaluate/exact-money.ts'
import { FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT } from '../../vocabulary/calendar.ts'
import { LARGEST, type Value, type ValueType } from '../../vocabulary/value.ts'
import type { ProposedChange } from './apply-changes.ts'
import type { Bound } from './proposal.ts'

/** Whether a value is one that an event or an attribute may have. */
export function isStorable(type: ValueType, value: Value): boolean {
  if (typeof value === 'bigint') return false
  if (typeof value !== 'number') return true
  if (type === 'date') return Number.isInteger(value) && value >= FIRST_DAY && value <= LAST_DAY
  if (type === 'instant') return Number.isInteger(value) && value >= FIRST_INSTANT && value <= LAST_INSTANT
  return Number.isFinite(value) && Math.abs(value) <= LARGEST
}

interface Bounded {
  readonly type: ValueType
  readonly value: Value | undefined
  readonly bound: Bound
}

/**
 * A change that says `at_least` only where larger values were tried and do as well.
 *
 * @param turns - Whether the change turns the answer round when it is this one.
 */
export function withSureBounds(
  change: ProposedChange,
  turns: (instead: ProposedChange) => boolean,
): ProposedChange {
  if (change.kind === 'wait') return change
  if (change.kind === 'attribute')
    return isSure(change, value => turns({ ...change, value })) ? change : { ...change, bound: 'exactly' }
  const properties = change.properties.map(property => {
    const instead = (value: Value): ProposedChange => ({
      ...change,
      properties: change.properties.map(each => (each === property ? { ...each, value } : each)),
    })
    const sure = isSure(property, value => turns(instead(value)))
    return sure ? property : { ...property, bound: 'exactly' as const }
  })
  return { ...change, properties }
}

function isSure(bounded: Bounded, turns: (value: Value) => boolean): boolean {
  return bounded.bound === 'exactly' || beyond(bounded).every(turns)
}

/** A little and far beyond a bound. */
function beyond({ type, value, bound }: Bounded): readonly Value[] {
  if (typeof value !== 'number') return []
  const sign = bound === 'at_least' ? 1 : -1
  const steps = type === 'date' ? [1, 30, 3_650] : [1, Math.abs(value) + 1, 100 * (Math.abs(value) + 1)]
  const values = steps.map(step => value + sign * step)
  const held = type === 'money' ? values.map(each => money(BigInt(Math.round(each)))) : values
  return held.filter(each => isStorable(type, each))
}
