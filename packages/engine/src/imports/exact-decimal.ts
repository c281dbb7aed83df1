/** Exact decimals of a mapping's arithmetic: whole units of 10^-18, as `bigint`. SQL computes the same on Decimal256(18). */
export type ExactDecimal = bigint

const PLACES = 18
const UNIT = 10n ** 18n
/** Beyond this a result is too large, so that the next product still has room in 76 digits. */
const MOST = 10n ** 19n * UNIT

/** What is read as a number, in a file and by the warehouse alike. */
const NUMBER = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,9})?$/

/** The finite number a text is, zero without a sign; `undefined` when it is none. Spaces around it do not count. */
export function readNumber(text: string): number | undefined {
  const trimmed = trimSpaces(text)
  if (!NUMBER.test(trimmed)) return undefined
  const number = Number(trimmed)
  return Number.isFinite(number) ? number + 0 : undefined
}

/** Only the space itself: what other white space there is, is part of the text. */
export function trimSpaces(text: string): string {
  let [start, end] = [0, text.length]
  while (text[start] === ' ') start++
  while (end > start && text[end - 1] === ' ') end--
  return text.slice(start, end)
}

/**
 * The exact decimal a text is; digits past the eighteenth place are cut off.
 *
 * @param text - Is a number, see `readNumber`.
 */
export function exactDecimal(text: string): ExactDecimal {
  const [mantissa = '', exponent = '0'] = trimSpaces(text).toLowerCase().split('e')
  const negative = mantissa.startsWith('-')
  const [whole = '', places = ''] = mantissa.replace(/^[+-]/, '').split('.')
  const digits = BigInt(`${whole}${places}` || '0')
  const shift = PLACES - places.length + Number(exponent)
  const size = shift >= 0 ? digits * 10n ** BigInt(Math.min(shift, 100)) : digits / 10n ** BigInt(Math.min(-shift, 5000))
  return negative ? -size : size
}

/** `undefined`: division by zero. */
export function computeExactly(
  operator: '+' | '-' | '*' | '/',
  left: ExactDecimal,
  right: ExactDecimal,
): ExactDecimal | undefined {
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return divideRounded(left * right, UNIT)
  return right === 0n ? undefined : divideRounded(left * UNIT, right)
}

export function isTooLarge(decimal: ExactDecimal): boolean {
  return decimal > MOST || decimal < -MOST
}

/** To so many places, half away from zero; still in units of 10^-18. */
export function roundTo(decimal: ExactDecimal, places: number): ExactDecimal {
  const step = 10n ** BigInt(PLACES - places)
  return divideRounded(decimal, step) * step
}

/** Digits with a point, without zeros at the end: `12.5`, `-3`. */
export function decimalText(decimal: ExactDecimal): string {
  const size = decimal < 0n ? -decimal : decimal
  const places = (size % UNIT).toString().padStart(PLACES, '0').replace(/0+$/, '')
  return `${decimal < 0n ? '-' : ''}${size / UNIT}${places === '' ? '' : `.${places}`}`
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  const rounded = (2n * a + b) / (2n * b)
  return negative ? -rounded : rounded
}
