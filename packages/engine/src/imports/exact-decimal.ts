import { trimSpaces } from '../records/customer-id.ts'

/**
 * Exact decimals of a mapping's arithmetic: whole units of 10^-18, or of 10^-36 where two have been multiplied.
 * SQL computes the same on Decimal256 with these scales.
 */
export interface ExactDecimal {
  readonly units: bigint
  readonly places: 18 | 36
}

/** Beyond this a result is too large, so that the next product still has room in 76 digits. */
const MOST = 10n ** 19n

/** What is read as a number, in a file and by the warehouse alike. */
const NUMBER = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,9})?$/

/** The finite number a text is, zero without a sign; `undefined` when it is none. Spaces around it do not count. */
export function readNumber(text: string): number | undefined {
  const trimmed = trimSpaces(text)
  if (!NUMBER.test(trimmed)) return undefined
  const number = Number(trimmed)
  return Number.isFinite(number) ? number + 0 : undefined
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
  const shift = 18 - places.length + Number(exponent)
  const size = shift >= 0 ? digits * tenTo(Math.min(shift, 100)) : digits / tenTo(Math.min(-shift, 5000))
  return { units: negative ? -size : size, places: 18 }
}

/** A product is exact; a quotient has 18 places, rounded half away from zero. `undefined`: division by zero. */
export function computeExactly(
  operator: '+' | '-' | '*' | '/',
  left: ExactDecimal,
  right: ExactDecimal,
): ExactDecimal | undefined {
  if (operator === '*') return { units: short(left).units * short(right).units, places: 36 }
  if (operator === '/') {
    const [dividend, divisor] = [short(left).units, short(right).units]
    if (divisor === 0n) return undefined
    return { units: divideRounded(dividend * tenTo(18), divisor), places: 18 }
  }
  const places = left.places === 36 || right.places === 36 ? 36 : 18
  const [a, b] = [widened(left, places), widened(right, places)]
  return { units: operator === '+' ? a + b : a - b, places }
}

export function isTooLarge({ units, places }: ExactDecimal): boolean {
  const most = MOST * tenTo(places)
  return units > most || units < -most
}

export function compareExactly(left: ExactDecimal, right: ExactDecimal): number {
  const [a, b] = [widened(left, 36), widened(right, 36)]
  return a < b ? -1 : a > b ? 1 : 0
}

export function absolute({ units, places }: ExactDecimal): ExactDecimal {
  return { units: units < 0n ? -units : units, places }
}

/** Whole units of 10^-`kept`, rounded half away from zero. */
export function unitsOf({ units, places }: ExactDecimal, kept: number): bigint {
  return divideRounded(units, tenTo(places - kept))
}

/** Digits with a point, 18 places at most, without zeros at the end: `12.5`, `-3`. */
export function decimalText(decimal: ExactDecimal): string {
  const { units } = short(decimal)
  const size = units < 0n ? -units : units
  const places = (size % tenTo(18)).toString().padStart(18, '0').replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${size / tenTo(18)}${places === '' ? '' : `.${places}`}`
}

/** With 18 places, so that it can be multiplied again. */
function short(decimal: ExactDecimal): ExactDecimal {
  return decimal.places === 18 ? decimal : { units: unitsOf(decimal, 18), places: 18 }
}

function widened({ units, places }: ExactDecimal, wanted: 18 | 36): bigint {
  return places === wanted ? units : units * tenTo(18)
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n !== divisor < 0n
  const [a, b] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor]
  const rounded = (2n * a + b) / (2n * b)
  return negative ? -rounded : rounded
}

function tenTo(power: number): bigint {
  return 10n ** BigInt(power)
}
