import type { FeatureMeasure, NamedFeature } from './feature-measure.ts'
import { spokenLabel } from './noun-of.ts'

/** What more and less of it is called. */
const DIRECTIONS: Readonly<Record<FeatureMeasure, readonly [more: string, less: string]>> = {
  age: ['older', 'younger'],
  average: ['higher', 'lower'],
  boolean: ['more', 'fewer'],
  category: ['more', 'fewer'],
  count: ['more', 'fewer'],
  days_since: ['more', 'fewer'],
  gap: ['longer', 'shorter'],
  number: ['higher', 'lower'],
  share: ['higher', 'lower'],
  total: ['higher', 'lower'],
}

/** “higher spend in 90 days: 1,240 EUR against 310 EUR” */
export function sayDifference(
  { feature, measure }: { readonly feature: NamedFeature; readonly measure: FeatureMeasure },
  effect: number,
  [inGroup, inBase]: readonly [string, string],
  which: string,
): string {
  const figures = `${which}${inGroup} against ${inBase}`
  if (effect === 0) return `${spokenLabel(feature.label)} as everybody else: ${figures}`
  const direction = DIRECTIONS[measure][effect > 0 ? 0 : 1]
  return measure === 'age'
    ? `${direction}: ${figures}`
    : `${direction} ${countedNoun(measure, spokenLabel(feature.label))}: ${figures}`
}

/** “more the number of visits” is more visits; so it is with days. */
function countedNoun(measure: FeatureMeasure, label: string): string {
  return measure === 'count' || measure === 'days_since' ? label.replace(/^(?:the )?number of /, '') : label
}

/** “country CZ: 62 % against 18 %” */
export function sayShares(feature: NamedFeature, level: string, inGroup: string, inBase: string): string {
  const figures = `${inGroup} against ${inBase}`
  return feature.kind === 'boolean' && level === 'yes'
    ? `${spokenLabel(feature.label)}: ${figures}`
    : `${spokenLabel(feature.label)} ${level}: ${figures}`
}
