import { LARGEST } from '@kindred/language'

/** The language takes fifteen digits that count, and some forty in all. */
const [DIGITS, PLACES] = [15, 20]

/**
 * The nearest number that the language can write.
 *
 * @example
 * writableNumber(0.1 + 0.2) // 0.3
 */
export function writableNumber(value: number): number {
  const short = Number(Number(value.toPrecision(DIGITS)).toFixed(PLACES))
  return Math.max(-LARGEST, Math.min(LARGEST, short))
}

/**
 * A number as the language writes it: digits only, no exponent.
 *
 * @example
 * writtenNumber(1.5e-7) // '0.00000015'
 */
export function writtenNumber(value: number): string {
  const [digits = '', exponent] = String(writableNumber(value)).split('e')
  if (exponent === undefined) return digits === '-0' ? '0' : digits
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  return `${digits.startsWith('-') ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${whole}${fraction}`
}
