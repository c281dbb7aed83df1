import type { InputEffect } from './explain-row.ts'

/** Below it an effect is not worth a line; of what is as usual, and so explains little, below more. */
const LEAST: Readonly<Record<InputEffect['unit'], number>> = { log_odds: 0.02, chance: 0.0005, amount: 0.005 }
const AS_USUAL = 10

/** Whether an effect is worth telling. */
export function isTelling({ effect, unit, value, typical }: InputEffect): boolean {
  return Math.abs(effect) >= LEAST[unit] * (value === typical ? AS_USUAL : 1)
}

/**
 * An effect in words.
 *
 * @param currency - ISO 4217, for money.
 *
 * @example
 * sayEffect({ name: 'recency', label: 'Days since purchase', kind: 'number', value: 120, typical: 14, effect: 1.5, unit: 'log_odds' }, 'EUR')
 * // 'Days since purchase is 120, usually 14: that raises it much'
 */
export function sayEffect(effect: InputEffect, currency: string): string {
  const { label, value, typical } = effect
  const said = (given: number | string | null) => valueWords(given, effect.kind, currency)
  const usually = said(value) === said(typical) ? ', as usual' : `, usually ${said(typical)}`
  return `${label} is ${said(value)}${usually}: that ${direction(effect, currency)}`
}

function direction({ effect, unit }: InputEffect, currency: string): string {
  const way = effect > 0 ? 'raises' : 'lowers'
  const size = Math.abs(effect)
  if (unit === 'amount') return `${way} it by ${numberWords(size)} ${currency}`.trimEnd()
  if (unit === 'chance')
    return size < 0.0005 ? 'changes nothing' : `${way} it by ${(100 * size).toFixed(1)} points`
  if (size < 0.02) return 'changes nothing'
  // Of log odds: three times as high, half as high again, or a little higher.
  return `${way} it${size > 1.1 ? ' much' : size > 0.4 ? '' : ' a little'}`
}

function valueWords(value: number | string | null, kind: InputEffect['kind'], currency: string): string {
  if (value === null) return 'unknown'
  if (typeof value === 'string') return `"${value}"`
  if (kind === 'boolean') return value === 1 ? 'true' : 'false'
  return kind === 'money' && currency !== '' ? `${numberWords(value)} ${currency}` : numberWords(value)
}

function numberWords(value: number): string {
  const size = Math.abs(value)
  return value.toLocaleString('en', { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 })
}
