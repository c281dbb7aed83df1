import type { TypedValue } from '@kindred/api'

const locale = 'en'
const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** `12,345`, `3.14`; below 1 to two figures, however small: `0.0042`. */
export function formatNumber(value: number): string {
  if (Math.abs(value) < 1) return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value)
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
}

/** `12.3 %`; `–` where there is nothing to divide. */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–'
  const percent = share * 100
  const digits = percent !== 0 && Math.abs(percent) < 10 ? 1 : 0
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(percent)} %`
}

/** `1,234 EUR`: decimal text or a number, rounded to whole units above a hundred. */
export function formatMoney(amount: string | number, currency: string): string {
  const value = Number(amount)
  const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : 2
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)} ${currency}`
}

/** `+12`, `−3`, `0`. */
export function formatChange(change: number): string {
  if (change === 0) return '0'
  return `${change > 0 ? '+' : '−'}${formatNumber(Math.abs(change))}`
}

/** An instant on the workspace's clocks: `21 Nov 2026, 10:30`. */
export function formatInstant(iso: string, timeZone: string): string {
  const parts = { dateStyle: 'medium', timeStyle: 'short' } as const
  const text = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(new Date(iso))
  return unbroken(text).replace(`,${UNBROKEN}`, ', ')
}

/** `21 Nov 2026` */
export function formatDay(iso: string, timeZone: string): string {
  return unbroken(new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(new Date(iso)))
}

const UNBROKEN = '\u00a0'

/** A day is not parted at the end of a line. */
function unbroken(text: string): string {
  return text.replaceAll(' ', UNBROKEN)
}

/** `3 hours`; whole units, the largest that fits. */
export function formatAge(seconds: number): string {
  if (seconds < MINUTE) return 'under a minute'
  if (seconds < HOUR) return counted(Math.round(seconds / MINUTE), 'minute')
  if (seconds < 2 * DAY) return counted(Math.round(seconds / HOUR), 'hour')
  return counted(Math.round(seconds / DAY), 'day')
}

/** `1 customer`, `2 customers`. */
export function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural(noun)}`
}

export interface Units {
  readonly currency: string
  readonly timezone: string
}

/** A value as people write it; `–` where it is unknown. */
export function formatValue({ type, value }: TypedValue, { currency, timezone }: Units): string {
  if (value === null) return '–'
  if (type === 'money') return formatMoney(String(value), currency)
  if (type === 'instant') return formatInstant(String(value), timezone)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return type === 'duration' ? formatAge(value / 1000) : formatNumber(value)
  if (typeof value === 'string') return value
  if ('latitude' in value) return `${value.latitude}, ${value.longitude}`
  return value.join(', ')
}

/** What a bar or a line is drawn of: money and numbers alike. */
export function amountOf(value: TypedValue | undefined): number {
  return value === undefined || value.value === null ? 0 : Number(value.value)
}

/** `classes`, `refreshes`, `discoveries`, `segments`. */
export function plural(noun: string): string {
  if (/(?:s|x|ch|sh)$/.test(noun)) return `${noun}es`
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
}
