import type { InputEffect } from './explain-row.ts'

/**
 * An effect in words.
 *
 * @example
 * sayEffect({ label: 'Days since purchase', value: 120, typical: 14, … }, 'EUR')
 * // 'Days since purchase is 120, usually 14: that raises it much'
 */
export function sayEffect(
  { label, kind, value, typical, effect }: InputEffect,
  answer: 'chance' | 'amount',
  currency: string,
): string {
  const said = (given: number | string | null) => valueWords(given, kind, currency)
  const usually = said(value) === said(typical) ? ', as usual' : `, usually ${said(typical)}`
  return `${label} is ${said(value)}${usually}: that ${direction(effect, answer, currency)}`
}

function direction(effect: number, answer: 'chance' | 'amount', currency: string): string {
  const way = effect > 0 ? 'raises' : 'lowers'
  if (answer === 'amount')
    return `${way} it by ${numberWords(Math.abs(effect))}${currency === '' ? '' : ` ${currency}`}`
  const size = Math.abs(effect)
  if (size < 0.02) return 'changes nothing'
  // Odds are three times as high, or half as high again, or a little higher.
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
