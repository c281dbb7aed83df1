import type { Criterion } from '../../records/discovery.ts'
import { profiledFeatures, profileGroup } from '../profiles/profile-group.ts'
import { accessible } from './accessible.ts'
import { actionable } from './actionable.ts'
import type { AssessedSegment } from './assessed-segment.ts'
import { differentiable } from './differentiable.ts'
import { measurable } from './measurable.ts'
import { substantial } from './substantial.ts'

/**
 * The five criteria of a usable segment, each with its figures, a plain verdict and what to do: of a group that was found,
 * or of any segment, given who its members are.
 *
 * Source: Kotler and Keller, Marketing Management, “Criteria for effective segmentation”. The limits between verdicts are
 * ours and stand beside each.
 *
 * @returns Measurable, accessible, substantial, differentiable, actionable, in this order.
 *
 * Cost: rows × features, and a sort a feature where no profile is given.
 */
export function assessSegment(segment: AssessedSegment): Criterion[] {
  const { features, members } = segment
  const profile = segment.profile ?? profileGroup(profiledFeatures(features, segment), members)
  return [
    measurable(segment),
    accessible(segment),
    substantial(segment),
    differentiable(segment, profile),
    actionable(segment.assigned),
  ]
}
