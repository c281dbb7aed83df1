import type { Criterion } from '../../records/discovery.ts'
import { percent } from '../profiles/percent.ts'
import type { AssessedSegment } from './assessed-segment.ts'

/** Shares of members who can be reached by some channel: half is enough to work with, below a fifth most are missed. */
const [MET, PARTLY] = [0.5, 0.2]

/** Whether members may be reached, and how. */
export function accessible({ members, channels, currency }: AssessedSegment): Criterion {
  const inside = members.reduce((sum, each) => sum + each, 0)
  if (channels.length === 0 || inside === 0)
    return {
      name: 'accessible',
      verdict: 'not known',
      figures: [],
      says: 'No channel is declared, and no attribute holds a consent to one. Declare them (`channels`, or `consent: email` on an attribute).',
    }
  const reached = channels
    .map(({ channel, consented, cost = 0 }) => ({
      channel,
      cost,
      share: count(members, row => consented[row] === 1) / inside,
    }))
    .sort((a, b) => b.share - a.share)
  const any = count(members, row => channels.some(({ consented }) => consented[row] === 1)) / inside
  const best = reached[0]!
  const figures = [
    ...reached.map(({ channel, share, cost }) => ({
      name: channel,
      text: `${percent(share)}${cost === 0 ? '' : `, ${costText(cost, currency)} a contact`}`,
    })),
    { name: 'any channel', text: percent(any) },
  ]
  const verdict = any >= MET ? 'met' : any >= PARTLY ? 'partly' : 'not met'
  const remedy =
    verdict === 'met' ? '' : ' Ask for consent where they meet you: at an order, in the portal, on the phone.'
  const says = `${percent(any)} of its members may be reached by some channel, most by ${best.channel} (${percent(best.share)}).${remedy}`
  return { name: 'accessible', verdict, figures, says }
}

/** As exact as it was written: a contact may cost less than a cent. */
function costText(cost: number, currency: string): string {
  return `${cost.toLocaleString('en', { maximumFractionDigits: 6 })} ${currency}`
}

function count(members: Uint8Array, holds: (row: number) => boolean): number {
  let found = 0
  for (let row = 0; row < members.length; row += 1) if (members[row] === 1 && holds(row)) found += 1
  return found
}
