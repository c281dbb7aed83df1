import type { CategoryColumn } from '@kindred/learning'
import type { DiscoveredFeature, FeatureDifference } from '../../records/discovery.ts'
import type { GroupTask } from '../group-task.ts'
import { cliffsDelta } from './cliffs-delta.ts'
import { type FeatureMeasure, measureOf, type NamedFeature } from './feature-measure.ts'
import { percent } from './percent.ts'
import { meanOf, medianOf, type RankedColumn, rankColumn } from './ranked-column.ts'
import { sayDifference, sayShares } from './say-difference.ts'
import { shareDifference } from './share-difference.ts'
import { valueText } from './value-text.ts'

/** A feature made ready to compare any number of groups by. */
export interface ProfiledFeature {
  readonly feature: NamedFeature
  readonly measure: FeatureMeasure
  readonly currency: string
  /** Whether its numbers are amounts of that currency. */
  readonly isMoney: boolean
  /** What did not happen where it is unknown, as the workspace calls it. */
  readonly event?: string
  readonly column:
    | { readonly kind: 'number'; readonly ranked: RankedColumn; readonly rows: number }
    | CategoryColumn
}

/** Levels of a category in a profile: those that differ most. */
const MOST_LEVELS = 3
/** A level, or not being known, that differs by less says nothing. */
const LEAST_SHARE = 0.05

export function profiledFeatures(
  features: readonly (NamedFeature & Pick<DiscoveredFeature, 'dropped'>)[],
  { table, currency, tellings = {} }: Pick<GroupTask, 'table' | 'currency' | 'tellings'>,
): ProfiledFeature[] {
  return features.flatMap((feature): ProfiledFeature[] => {
    const column = table.columns.find(({ name }) => name === feature.id)
    if (column === undefined) return []
    const { event, isMoney = feature.kind === 'money' } = tellings[feature.id] ?? {}
    const measure = measureOf(feature, table)
    const told = { feature, measure, currency, isMoney, ...(event !== undefined && { event }) }
    if (column.kind === 'category') return [{ ...told, column }]
    const ranked = rankColumn(column.values)
    return [{ ...told, column: { kind: 'number', ranked, rows: column.values.length } }]
  })
}

/** What sets the members apart from everybody else, most telling first; what may be chance comes after all that is not. */
export function profileGroup(features: readonly ProfiledFeature[], members: Uint8Array): FeatureDifference[] {
  return features
    .flatMap(each => differencesOf(each, members))
    .sort((a, b) => Number(isSure(b)) - Number(isSure(a)) || Math.abs(b.effect) - Math.abs(a.effect))
}

/** Whether the interval is on one side of 0. */
function isSure({ interval: [low, high] }: FeatureDifference): boolean {
  return low * high > 0
}

function differencesOf(profiled: ProfiledFeature, members: Uint8Array): FeatureDifference[] {
  const { column, feature, measure } = profiled
  if (column.kind === 'category') return shareRows(feature, countLevels(column.values, members), MOST_LEVELS)
  const unknown = unknownRows(profiled, column.ranked, members)
  if (measure === 'boolean') return [...booleanRows(profiled, column.ranked, members), ...unknown]
  return [...numberRows(profiled, column.ranked, members), ...unknown]
}

function numberRows(
  profiled: ProfiledFeature,
  column: RankedColumn,
  members: Uint8Array,
): FeatureDifference[] {
  const found = cliffsDelta(column, members)
  if (found === undefined) return []
  const { feature } = profiled
  const medians = [medianOf(column, members, 1), medianOf(column, members, 0)] as const
  const [inGroup, inBase] = [valueText(medians[0], profiled), valueText(medians[1], profiled)]
  const means = [meanOf(column, members, 1), meanOf(column, members, 0)] as const
  // Where most have the same, medians are equal, and it is the means that differ.
  const agree = inGroup !== inBase && medians[0] > medians[1] === found.effect > 0
  const said = agree
    ? ([inGroup, inBase] as const)
    : ([valueText(means[0], profiled), valueText(means[1], profiled)] as const)
  const says = sayDifference(profiled, found.effect, said, agree ? '' : 'on average ')
  return [{ feature: feature.id, inGroup, inBase, ...found, says }]
}

function booleanRows(
  { feature }: ProfiledFeature,
  column: RankedColumn,
  members: Uint8Array,
): FeatureDifference[] {
  const words = column.values.reduce(
    (counts, value, at) => {
      const side = members[column.rows[at]!] === 1 ? 0 : 1
      counts.totals[side]! += 1
      if (value === 1) counts.yes[side]! += 1
      return counts
    },
    { totals: [0, 0], yes: [0, 0] },
  )
  return rowOf(feature, 'yes', [words.yes[0]!, words.totals[0]!], [words.yes[1]!, words.totals[1]!])
}

/** Where a number is unknown in one of the two more often than by little. */
function unknownRows(
  { feature, column }: ProfiledFeature,
  ranked: RankedColumn,
  members: Uint8Array,
): FeatureDifference[] {
  if (column.kind === 'category' || ranked.rows.length === column.rows) return []
  const inside = members.reduce((sum, each) => sum + each, 0)
  const known = ranked.rows.reduce((sum, row) => sum + members[row]!, 0)
  const outside = members.length - inside
  const unknownOutside = outside - (ranked.rows.length - known)
  const rows = rowOf(feature, 'unknown', [inside - known, inside], [unknownOutside, outside])
  return rows.filter(({ effect }) => Math.abs(effect) >= LEAST_SHARE)
}

interface LevelCounts {
  readonly levels: ReadonlyMap<string, readonly [number, number]>
  readonly totals: readonly [number, number]
}

function countLevels(values: readonly (string | null)[], members: Uint8Array): LevelCounts {
  const levels = new Map<string, [number, number]>()
  const totals: [number, number] = [0, 0]
  values.forEach((value, row) => {
    const side = members[row] === 1 ? 0 : 1
    const counts = levels.get(value ?? 'unknown') ?? [0, 0]
    counts[side] += 1
    totals[side] += 1
    levels.set(value ?? 'unknown', counts)
  })
  return { levels, totals }
}

function shareRows(
  feature: NamedFeature,
  { levels, totals }: LevelCounts,
  most: number,
): FeatureDifference[] {
  return spokenLevels(levels)
    .flatMap(([level, [inside, outside]]) => rowOf(feature, level, [inside, totals[0]], [outside, totals[1]]))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.level! < b.level! ? -1 : 1))
    .filter(({ effect }, at) => at === 0 || (at < most && Math.abs(effect) >= LEAST_SHARE))
}

/** Of two levels one says the other: “yes” of “no” and “yes”, the same in every group. */
function spokenLevels(levels: LevelCounts['levels']): [string, readonly [number, number]][] {
  const all = [...levels]
  if (all.length !== 2 || levels.has('unknown')) return all
  return all.toSorted(([a], [b]) => (a < b ? 1 : -1)).slice(0, 1)
}

function rowOf(
  feature: NamedFeature,
  level: string,
  inside: readonly [number, number],
  outside: readonly [number, number],
): FeatureDifference[] {
  const found = shareDifference(...inside, ...outside)
  if (found === undefined) return []
  const [inGroup, inBase] = [percent(inside[0] / inside[1]), percent(outside[0] / outside[1])]
  return [
    {
      feature: feature.id,
      inGroup,
      inBase,
      level,
      ...found,
      says: sayShares(feature, level, inGroup, inBase),
    },
  ]
}
