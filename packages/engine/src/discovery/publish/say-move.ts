import type { Discovery } from '../../records/discovery.ts'
import { spokenLabel } from '../profiles/noun-of.ts'
import { numberText } from '../profiles/value-text.ts'

/** One feature that, changed alone, brings a customer into another group. */
export interface GroupMove {
  readonly feature: string
  readonly from: number | string | boolean | null
  readonly to: number | string | boolean
  /** How far that is, in the units of the space; the shortest stands first. */
  readonly distance: number
  readonly says: string
}

/** “With a spend of 520 EUR rather than 310 EUR she would be there.” */
export function sayMove(
  { features, population }: Discovery,
  { feature, from, to }: Omit<GroupMove, 'says'>,
): string {
  const found = features.find(({ id }) => id === feature)
  const label = spokenLabel(found?.label ?? feature)
  if (found?.kind === 'boolean')
    return `If “${label}” ${to === true ? 'held' : 'did not hold'}, she would be there.`
  const unit = found?.kind === 'money' && population.currency !== undefined ? ` ${population.currency}` : ''
  const shown = (value: GroupMove['from'], numbers: (value: number) => string): string => {
    if (value === null) return 'unknown'
    return typeof value === 'number' ? `${numbers(value)}${unit}` : `“${value}”`
  }
  return `If ${label} were ${shown(to, exactText)} rather than ${shown(from, numberText)}, she would be there.`
}

/** A value that was tried is told with all its digits, unless it has more than a reader takes in. */
function exactText(value: number): string {
  const text = value.toLocaleString('en', { maximumSignificantDigits: 6 })
  return text.length > 12 ? numberText(value) : text
}
