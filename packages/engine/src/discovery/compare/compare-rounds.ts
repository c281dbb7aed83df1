import type { Discovery, DiscoveryChange } from '../../records/discovery.ts'
import { commonSpace } from './common-space.ts'
import { matchGroups } from './match-groups.ts'
import { sayChange } from './say-change.ts'

/** What of a discovery is needed to compare it. */
export type ComparedRound = Pick<Discovery, 'id' | 'round' | 'model' | 'groups'>

/**
 * What has become of the groups of one round in another: which continue which, how far they have moved, how their shares
 * have changed, which are new and which are gone.
 *
 * @param before - The earlier round.
 * @param after  - The later one; groups that continue others may have names of their own still (`continueRound` gives them
 *                 the old ones).
 * @throws EngineError `rounds_not_comparable` where they compare customers by other features
 *
 * Cost: groups³.
 */
export function compareRounds(before: ComparedRound, after: ComparedRound): DiscoveryChange {
  const matches = matchGroups(commonSpace(before, after))
  const groups = matches.map(match => {
    const group = after.groups[match.after]!
    const old = match.before === undefined ? undefined : before.groups[match.before]
    if (old === undefined) return { group: group.id }
    return { group: group.id, before: old.id, shareBefore: old.share, drift: match.drift! }
  })
  const continued = new Set(groups.map(each => each.before))
  const gone = before.groups
    .filter(({ id }) => !continued.has(id))
    .map(({ id, name, share }) => ({ group: id, name, share }))
  return { with: before.round, groups, gone, says: sayChange(before, after, groups, gone) }
}
