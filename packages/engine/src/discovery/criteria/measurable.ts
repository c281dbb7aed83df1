import type { Criterion } from '../../records/discovery.ts'
import { percent } from '../profiles/percent.ts'
import type { AssessedSegment } from './assessed-segment.ts'

/** [met, partly]: the mean share of members of whom a feature is known, and the agreement of bootstrap samples. */
const LIMITS = { known: [0.9, 0.7], stability: [0.75, 0.6] } as const

/** Whether what it is told by is known of its members, and whether it comes out again. */
export function measurable(segment: AssessedSegment): Criterion {
  const shares = knownShares(segment)
  const figures = shares.length === 0 ? [] : [{ name: 'features known', text: percent(mean(shares)) }]
  const { stability } = segment
  if (stability !== undefined) figures.push({ name: 'stability', text: stability.toFixed(2) })
  if (shares.length === 0)
    return {
      name: 'measurable',
      verdict: 'not known',
      figures,
      says: 'Nothing is told of what it is measured by.',
    }
  const levels = [
    level(mean(shares), LIMITS.known),
    ...(stability === undefined ? [] : [level(stability, LIMITS.stability)]),
  ]
  const worst = Math.max(...levels)
  const verdict = (['met', 'partly', 'not met'] as const)[worst]!
  return { name: 'measurable', verdict, figures, says: say(segment, mean(shares), worst) }
}

function level(value: number, [met, partly]: readonly [number, number]): number {
  return value >= met ? 0 : value >= partly ? 1 : 2
}

/** What is told of an event is known of whoever never did it: there was none. */
function knownShares({ features, table, members, tellings = {} }: AssessedSegment): number[] {
  const inside = members.reduce((sum, each) => sum + each, 0)
  return features
    .filter(({ dropped }) => dropped === undefined)
    .flatMap(({ id }) => {
      const column = table.columns.find(({ name }) => name === id)
      if (column === undefined || inside === 0) return []
      if (tellings[id]?.event !== undefined) return [1]
      let known = 0
      for (let row = 0; row < members.length; row += 1) {
        const value = column.values[row] ?? null
        if (members[row] === 1 && value !== null && !Number.isNaN(value)) known += 1
      }
      return [known / inside]
    })
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function say({ stability }: AssessedSegment, known: number, worst: number): string {
  const base = `What it is told by is known of ${percent(known)} of its members on average`
  const again =
    stability === undefined
      ? 'it is a rule, which gives the same members each time'
      : `among other customers it comes out again with an agreement of ${stability.toFixed(2)}`
  const remedy =
    worst === 0
      ? ''
      : level(known, LIMITS.known) > 0
        ? ' Collect what is missing, or tell it by features that are known.'
        : ' Look at fewer groups or other features before money rests on it.'
  return `${base}; ${again}.${remedy}`
}
