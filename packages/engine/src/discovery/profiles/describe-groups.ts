import type { Watch } from '@kindred/learning'
import type { DiscoveredGroup } from '../../records/discovery.ts'
import { assessSegment } from '../criteria/assess-segment.ts'
import type { GroupTask } from '../group-task.ts'
import type { TriedChoice } from '../judging/tried-choice.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { groupWorth } from './group-worth.ts'
import { nameGroups } from './name-groups.ts'
import { profiledFeatures, profileGroup } from './profile-group.ts'
import { nearestMember, typicalMember } from './typical-member.ts'

/** Names, profiles, worth, a typical member and the five criteria of the groups of a choice, in its order. */
export function describeGroups(
  task: GroupTask,
  { space, features }: PreparedTask,
  { centres, labels, sizes, choice }: TriedChoice,
  watch: Watch,
): DiscoveredGroup[] {
  const profiled = profiledFeatures(features, task)
  const groups = centres.map((centre, group) => {
    const members = Uint8Array.from(labels, label => (label === group ? 1 : 0))
    const profile = profileGroup(profiled, members)
    watch.progress?.(group + 1, centres.length)
    return { members, profile, row: nearestMember(space, members, centre)! }
  })
  const names = nameGroups(
    groups.map(({ profile }) => profile),
    profiled,
  )
  return groups.map(({ members, profile, row }, group) => ({
    ...names[group]!,
    customers: sizes[group]!,
    share: sizes[group]! / labels.length,
    ...groupWorth(task, members),
    profile,
    typical: typicalMember(task.customers[row]!, row, profiled, task.table),
    criteria: assessSegment({
      ...task,
      features,
      members,
      profile,
      minShare: task.question.minShare,
      stability: choice.stability,
    }),
  }))
}
