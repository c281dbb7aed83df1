import type { Criterion } from '../../records/discovery.ts'
import { groupWorth } from '../profiles/group-worth.ts'
import { percent } from '../profiles/percent.ts'
import { numberText, valueText } from '../profiles/value-text.ts'
import type { AssessedSegment } from './assessed-segment.ts'

/** A segment that brings less than this part of what its size would let expect has to be large to pay. */
const LITTLE_WORTH = 0.5

/** Whether there are enough members, and whether they are worth the work. */
export function substantial(segment: AssessedSegment): Criterion {
  const { members, population, minShare, value, currency } = segment
  const inside = members.reduce((sum, each) => sum + each, 0)
  const share = members.length === 0 ? 0 : inside / members.length
  const customers = Math.round(share * population.customers)
  const { valueShare } = groupWorth(segment, members)
  const figures = [
    { name: 'customers', text: numberText(customers) },
    { name: 'share', text: percent(share) },
  ]
  if (valueShare !== undefined) figures.push({ name: 'share of value', text: percent(valueShare) })
  const each = value === undefined || inside === 0 ? undefined : meanKnown(value, members)
  if (each !== undefined) {
    const unit = { measure: 'total', isMoney: population.valueType === 'money', currency } as const
    figures.push({ name: 'value of a member', text: valueText(each, unit) })
  }
  const isLarge = share >= minShare && inside > 0
  const isLittle = valueShare !== undefined && valueShare < LITTLE_WORTH * share
  const verdict = !isLarge ? 'not met' : isLittle ? 'partly' : 'met'
  return { name: 'substantial', verdict, figures, says: say(share, minShare, valueShare, verdict) }
}

function meanKnown(value: Float64Array, members: Uint8Array): number | undefined {
  let [sum, count] = [0, 0]
  for (let row = 0; row < members.length; row += 1)
    if (members[row] === 1 && !Number.isNaN(value[row]!)) {
      sum += value[row]!
      count += 1
    }
  return count === 0 ? undefined : sum / count
}

function say(
  share: number,
  minShare: number,
  valueShare: number | undefined,
  verdict: Criterion['verdict'],
): string {
  const worth =
    valueShare === undefined
      ? '; what they are worth is not known'
      : ` and ${percent(valueShare)} of the value`
  const base = `It holds ${percent(share)} of the customers${worth}.`
  if (verdict === 'not met')
    return `${base} That is below the ${percent(minShare)} that were asked for: join it with the group most like it.`
  if (verdict === 'partly')
    return `${base} That is less than half of what its size would bring: keep what it costs low.`
  return base
}
