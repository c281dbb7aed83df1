import type { DiscoveredGroup } from '../../records/discovery.ts'
import type { GroupTask } from '../group-task.ts'
import { medianOf, rankColumn } from './ranked-column.ts'
import { numberText, valueText } from './value-text.ts'

type Worth = Pick<DiscoveredGroup, 'value' | 'valueShare' | 'potential'>
type Valued = Pick<GroupTask, 'value' | 'population' | 'currency'>

/**
 * What a group brings, and what it would bring more: the sum over the members below the group's own median, known values
 * only, of what is missing to it. It is no forecast: it says how much lies between the members.
 */
export function groupWorth({ value, population, currency }: Valued, members: Uint8Array): Worth {
  if (value === undefined) return {}
  const isMoney = population.valueType === 'money'
  const [own, all] = [sumOf(value, row => members[row] === 1), sumOf(value, () => true)]
  const median = medianOf(rankColumn(value), members, 1)
  const share = all > 0 && own >= 0 ? { valueShare: Math.min(1, own / all) } : {}
  if (Number.isNaN(median)) return { value: stored(own, isMoney), ...share }
  const below = Int32Array.from(value.keys()).filter(row => members[row] === 1 && value[row]! < median)
  // Where fewer were looked at than there are, the potential is that of all of them.
  const scale = population.customers / Math.max(1, value.length)
  const lift = scale * below.reduce((sum, row) => sum + median - value[row]!, 0)
  if (below.length === 0) return { value: stored(own, isMoney), ...share }
  const unit = { measure: 'total', isMoney, currency } as const
  const who = numberText(Math.round(scale * below.length))
  const says = `If the ${scale > 1 ? 'about ' : ''}${who} members below the group's median of ${valueText(median, unit)} came up to it, the group would bring ${valueText(lift, unit)} more.`
  return { value: stored(own, isMoney), ...share, potential: { value: stored(lift, isMoney), says } }
}

function sumOf(value: Float64Array, counts: (row: number) => boolean): number {
  let sum = 0
  for (let row = 0; row < value.length; row += 1)
    if (counts(row) && !Number.isNaN(value[row]!)) sum += value[row]!
  return sum
}

/** As the catalog stores a value: money in ten-thousandths. */
function stored(value: number, isMoney: boolean): string {
  return isMoney ? String(BigInt(Math.round(value * 10_000))) : String(value)
}
