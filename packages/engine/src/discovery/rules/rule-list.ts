import { comparisonsIn, type Limit, limitKey } from './limit.ts'

/** Limits that hold together, at most one a feature. */
export interface Box {
  readonly limits: readonly Limit[]
}

/** A customer of whom any of the boxes holds. */
export interface RuleGroup {
  /** The place of the group. */
  readonly group: number
  readonly boxes: readonly Box[]
}

/** The first that holds names the group; whoever is left is of the last. */
export interface RuleList {
  readonly groups: readonly RuleGroup[]
  readonly last: number
}

export function comparisonsOf({ boxes }: RuleGroup): number {
  return boxes.reduce(
    (sum, { limits }) => sum + limits.reduce((all, limit) => all + comparisonsIn(limit), 0),
    0,
  )
}

export function lengthOf({ groups }: RuleList): number {
  return groups.reduce((sum, group) => sum + comparisonsOf(group), 0)
}

/** The list with other boxes for the group at a place. */
export function withBoxes(list: RuleList, place: number, boxes: readonly Box[]): RuleList {
  const groups = list.groups.map((group, at) => (at === place ? { ...group, boxes } : group))
  return { ...list, groups }
}

/** The list with every limit replaced. */
export function mapLimits(list: RuleList, replace: (limit: Limit) => Limit): RuleList {
  const groups = list.groups.map(({ group, boxes }) => ({
    group,
    boxes: boxes.map(box => {
      const limits = box.limits.map(replace)
      return limits.every((limit, at) => limit === box.limits[at]) ? box : { limits }
    }),
  }))
  return { ...list, groups }
}

export function boxKey({ limits }: Box): string {
  return limits.map(limitKey).join(';')
}
