import type { Finding } from './finding.ts'
import { smallest, unique } from './settle.ts'

/** A condition, and whether a change of the answer wants it to hold. */
export interface Wanted {
  readonly finding: Finding
  readonly holds: boolean
}

/**
 * The fewest conditions that would have to change for a finding to become what is wanted; none when it is
 * that already. Under a `not` it is what holds that is in the way.
 */
export function missingFor(finding: Finding, wanted: boolean): readonly Wanted[] {
  const { checked, parts, holds } = finding
  if (holds === wanted) return []
  if (parts.length === 0) return [{ finding, holds: wanted }]
  if (checked.kind === 'not') return parts.flatMap(part => missingFor(part, !wanted))
  const sets = parts.map(part => missingFor(part, wanted))
  if (checked.kind !== 'and' && checked.kind !== 'or') return distinctWanted(sets.flat())
  const allNeeded = wanted === (checked.kind === 'and')
  return distinctWanted(allNeeded ? sets.flat() : smallest(sets))
}

/** Every condition that stands against what is wanted, whether or not changing it would be enough. */
export function againstWanted(finding: Finding, wanted: boolean): readonly Wanted[] {
  const { checked, parts, holds } = finding
  if (parts.length === 0) return holds === wanted ? [] : [{ finding, holds: wanted }]
  const ofParts = checked.kind === 'not' ? !wanted : wanted
  return distinctWanted(parts.flatMap(part => againstWanted(part, ofParts)))
}

function distinctWanted(wanted: readonly Wanted[]): readonly Wanted[] {
  const kept = new Set(unique(wanted.map(({ finding }) => finding)))
  return wanted.filter(({ finding }) => kept.has(finding))
}
