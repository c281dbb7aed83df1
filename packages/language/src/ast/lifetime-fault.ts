import type { ValueType } from '../vocabulary/value.ts'
import type { LifetimeScorer } from './lifetime-scorer.ts'

/** What is wrong with the formula of a lifetime model; undefined of one that every reading can work out. */
export function lifetimeFault(scorer: LifetimeScorer, types: readonly ValueType[]): string | undefined {
  const { inputs, r, alpha, leaving, ahead, worth } = scorer
  const places = [
    ...[inputs.purchases, inputs.sinceFirst, inputs.sinceLast],
    ...(worth === undefined ? [] : [worth.spent, worth.firstSpent]),
  ]
  return (
    places.map(place => inputFault(place, types)).find(fault => fault !== undefined) ??
    notAbove({ r, alpha }) ??
    (leaving.kind === 'chance'
      ? (notAbove({ a: leaving.a, b: leaving.b }) ?? listsFault(leaving.chances, leaving.shares))
      : (notAbove({ s: leaving.s, beta: leaving.beta }) ?? listsFault(leaving.parts, leaving.shares))) ??
    (ahead && timesFault(ahead)) ??
    (worth && notAbove({ p: worth.p, q: worth.q, v: worth.v, margin: worth.margin }))
  )
}

function inputFault(place: number, types: readonly ValueType[]): string | undefined {
  const type = types[place]
  if (type === undefined) return `it asks about input ${place}, and there are ${types.length}`
  return type === 'text' ? `it reads a number from input ${place}, which is a word` : undefined
}

function notAbove(numbers: Readonly<Record<string, number>>): string | undefined {
  const wrong = Object.entries(numbers).find(([, value]) => !(value > 0 && value < Number.POSITIVE_INFINITY))
  return wrong && `${wrong[0]} is no finite number above 0`
}

/** Places between 0 and 1, each with a share. */
function listsFault(places: readonly number[], shares: readonly number[]): string | undefined {
  if (places.length === 0) return 'it has no places to read at'
  if (shares.length !== places.length)
    return `there are ${shares.length} shares where ${places.length} belong`
  if (places.some(place => !(place > 0 && place < 1))) return 'a place to read at is not between 0 and 1'
  return shares.every(Number.isFinite) ? undefined : 'a share is not finite'
}

function timesFault({ times, shares }: NonNullable<LifetimeScorer['ahead']>): string | undefined {
  if (times.length === 0) return 'it has no time ahead'
  if (shares.length !== times.length) return `there are ${shares.length} shares where ${times.length} belong`
  const sound = [...times, ...shares].every(value => value >= 0 && value < Number.POSITIVE_INFINITY)
  return sound ? undefined : 'a time ahead, or its share, is no finite number of 0 or more'
}
