import type { Discovery, GroupInput } from '../../records/discovery.ts'
import { curved } from '../model/read-coordinate.ts'
import { rawValue } from './raw-value.ts'
import { requireComparable } from './require-comparable.ts'

export interface CommonSpace {
  /** groups × common coordinates, in the scale of the new round. */
  readonly before: readonly (readonly number[])[]
  readonly after: readonly (readonly number[])[]
}

type Round = Pick<Discovery, 'id' | 'model'>

/**
 * The centres of two rounds in one space: the new round's coordinates that the old one has too. Old centres are taken back
 * to values of the features, and these are read as the new round reads them.
 *
 * @throws EngineError `rounds_not_comparable` where less than half of the features of either are in both
 */
export function commonSpace(before: Round, after: Round): CommonSpace {
  requireComparable(after.id, featuresOf(before), featuresOf(after))
  const old = new Map(before.model.inputs.map((input, at) => [keyOf(input), { input, at }]))
  const pairs = after.model.inputs.flatMap((input, at) => {
    const found = old.get(keyOf(input))
    return found === undefined ? [] : [{ input, at, from: found.input, fromAt: found.at }]
  })
  return {
    before: before.model.centres.map(centre =>
      pairs.map(({ input, from, fromAt }) => {
        const raw = rawValue(from, centre[fromAt]!)
        return (curved(input.curve, raw) - input.centre) / input.scale
      }),
    ),
    after: after.model.centres.map(centre => pairs.map(({ at }) => centre[at]!)),
  }
}

/** Rare words may be others now: they are one coordinate all the same. */
function keyOf({ feature, reading }: GroupInput): string {
  const level = reading.kind === 'level' ? reading.level : ''
  return JSON.stringify([feature, reading.kind, level])
}

function featuresOf({ model }: Round): Set<string> {
  return new Set(model.inputs.map(({ feature }) => feature))
}
