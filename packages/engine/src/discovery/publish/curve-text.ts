import type { GroupInput } from '../../records/discovery.ts'
import { writableNumber, writtenNumber } from '../rules/written-number.ts'

/**
 * Straight lines between knots as arithmetic of the language: where they begin, and for every piece its slope times as
 * much of it as the value has passed. No two large numbers are taken from each other, so it is exact to some 14 digits.
 *
 * @example
 * curveText([[0, 1], [10, 3]], 'spend') // '1 + 0.2 * (min(max(spend, 0), 10) - 0)'
 */
export function curveText(curve: NonNullable<GroupInput['curve']>, value: string): string {
  const knots = curve.map(([at, becomes]) => ({ at: writableNumber(at), becomes }))
  const pieces = knots.slice(1).flatMap(({ at, becomes }, before) => {
    const from = knots[before]!
    if (at <= from.at || becomes === from.becomes) return []
    const slope = writtenNumber((becomes - from.becomes) / (at - from.at))
    const passed = `min(max(${value}, ${writtenNumber(from.at)}), ${writtenNumber(at)})`
    return [`${slope} * (${passed} - ${bracketed(writtenNumber(from.at))})`]
  })
  return [writtenNumber(knots[0]?.becomes ?? 0), ...pieces].join(' + ')
}

/** After a sign. */
export function bracketed(number: string): string {
  return number.startsWith('-') ? `(${number})` : number
}
