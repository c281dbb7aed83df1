import type { NamedValue, TypedValue } from '@kindred/api'
import { formatDate, MONEY_SCALE, type Value, type ValueType } from '@kindred/language'

/** A value as it travels; unknown is `null`. */
export function typedValue(type: ValueType, value: Value | undefined): TypedValue {
  return { type, value: value === undefined ? null : wireValue(type, value) }
}

export function namedValue(
  name: string,
  label: string | undefined,
  type: ValueType,
  value: Value | undefined,
): NamedValue {
  return { name, ...(label === undefined ? {} : { label }), ...typedValue(type, value) }
}

/** An amount, if there is one, as an optional member of an answer. */
export function optionalAmount(
  type: ValueType | undefined,
  value: number | bigint | undefined,
): { value?: TypedValue } {
  return type === undefined || value === undefined ? {} : { value: typedValue(type, value) }
}

export function wireValue(type: ValueType, value: Value): NonNullable<TypedValue['value']> {
  if (type === 'money' && (typeof value === 'number' || typeof value === 'bigint')) return moneyText(value)
  if (type === 'date' && typeof value === 'number') return formatDate(value)
  if (type === 'instant' && typeof value === 'number') return instantText(value)
  if (typeof value === 'bigint') return Number(value)
  // -0 is 0 to everyone who reads JSON.
  if (typeof value === 'number') return value + 0
  return isTags(value) ? [...value] : value
}

function isTags(value: boolean | string | object): value is readonly string[] {
  return Array.isArray(value)
}

/** The second of the last instant that was written: most instants of an answer, and of those around it, are in one. */
let second = Number.NaN
let upToMillis = ''

/** @throws RangeError for what is no instant. */
export function instantText(at: number): string {
  const now = Math.floor(at / 1000)
  if (now !== second) {
    upToMillis = new Date(now * 1000).toISOString().slice(0, -'000Z'.length)
    second = now
  }
  const millis = Math.trunc(at - now * 1000)
  return `${upToMillis}${millis < 10 ? '00' : millis < 100 ? '0' : ''}${millis}Z`
}

export function optionalInstant(at: number | undefined): string | null {
  return at === undefined ? null : instantText(at)
}

/**
 * Ten-thousandths as exact decimal text without idle zeros: `1234.5`, `-0.0001`, `12`.
 */
export function moneyText(tenThousandths: number | bigint): string {
  if (typeof tenThousandths === 'number' && tenThousandths >= 0) return safeMoneyText(tenThousandths)
  const units = BigInt(tenThousandths)
  const size = units < 0n ? -units : units
  const scale = BigInt(MONEY_SCALE)
  const places = String(size % scale)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${size / scale}${places === '' ? '' : `.${places}`}`
}

/** The same without big integers, for the many amounts that are neither negative nor beyond a safe integer. */
function safeMoneyText(units: number): string {
  let places = units % MONEY_SCALE
  const whole = (units - places) / MONEY_SCALE
  if (places === 0) return `${whole}`
  let digits = 4
  for (; places % 10 === 0; places /= 10) digits -= 1
  return `${whole}.${`${places}`.padStart(digits, '0')}`
}
