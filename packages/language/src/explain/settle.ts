import type { Finding } from './finding.ts'

/**
 * The smallest set of conditions that settles a finding: of an `and` that holds all of its parts, of one that
 * fails a single failing part, and the other way round for `or`. A condition that stands under two names or
 * twice counts once.
 */
export function settle(finding: Finding): readonly Finding[] {
  return settleOnce(finding, new Map())
}

function settleOnce(finding: Finding, known: Map<Finding, readonly Finding[]>): readonly Finding[] {
  const before = known.get(finding)
  if (before !== undefined) return before
  const settled = settleParts(finding, part => settleOnce(part, known))
  known.set(finding, settled)
  return settled
}

function settleParts(
  finding: Finding,
  settlePart: (part: Finding) => readonly Finding[],
): readonly Finding[] {
  const { checked, parts, holds } = finding
  if (parts.length === 0) return [finding]
  if (checked.kind !== 'and' && checked.kind !== 'or') return unique(parts.flatMap(settlePart))
  const allNeeded = holds === (checked.kind === 'and')
  if (allNeeded) return unique(parts.flatMap(settlePart))
  return smallest(parts.filter(part => part.holds === holds).map(settlePart))
}

/** The first of the shortest. */
export function smallest<T>(sets: readonly (readonly T[])[]): readonly T[] {
  return sets.reduce((a, b) => (b.length < a.length ? b : a))
}

/** Conditions that read alike are one condition. */
export function unique(findings: readonly Finding[]): readonly Finding[] {
  const byWords = new Map<string, Finding>()
  for (const finding of findings) {
    const key = `${finding.holds} ${finding.shown.words}`
    if (!byWords.has(key)) byWords.set(key, finding)
  }
  return [...byWords.values()]
}
