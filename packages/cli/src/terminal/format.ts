import type { TypedValue } from '@kindred/api'

/** How values are shown: the workspace's clock and currency. */
export interface Locale {
  readonly timezone: string
  readonly currency: string
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const decimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
const money = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** `12,345` */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** `+12`, `−3`, and nothing where nothing moved. */
export function formatChange(change: number): string {
  if (change === 0) return '·'
  return change > 0 ? `+${whole.format(change)}` : `−${whole.format(-change)}`
}

/** A share of 1 as per cent: `12.3 %`. */
export function formatShare(share: number | null | undefined): string {
  if (share === null || share === undefined) return '–'
  const percent = share * 100
  return `${percent >= 99.95 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`
}

/** `45 s`, `12 min`, `3 h`, `9 days` */
export function formatAge(seconds: number | null): string {
  if (seconds === null) return '–'
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${whole.format(Math.round(seconds / 86_400))} days`
}

/** `2011-12-10 00:00` on the workspace's clocks; seconds only where there are some. */
export function formatInstant(instant: string, locale: Locale): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: locale.timezone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(instant))
  return parts.replace(/:00$/, '')
}

/** Any value for a person to read; unknown is `unknown`. */
export function formatValue(given: TypedValue, locale: Locale): string {
  const { type, value } = given
  if (value === null) return 'unknown'
  if (type === 'money' && typeof value === 'string') return `${formatMoney(value)} ${locale.currency}`
  if (type === 'instant' && typeof value === 'string') return formatInstant(value, locale)
  if (typeof value === 'number') return type === 'duration' ? formatAge(value / 1000) : decimal.format(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value === '' ? '""' : value
  if ('latitude' in value) return `${value.latitude}, ${value.longitude}`
  return value.length === 0 ? 'none' : value.join(', ')
}

/** Exact decimal text with two places, thousands grouped: `8,911,407.90`. */
export function formatMoney(amount: string): string {
  const [units = '0', places = ''] = amount.replace('-', '').split('.')
  const shown =
    amount.length < 15
      ? money.format(Math.abs(Number(amount)))
      : `${whole.format(BigInt(units))}.${places.padEnd(2, '0').slice(0, 2)}`
  return amount.startsWith('-') ? `−${shown}` : shown
}

/** `1 customer`, `2 customers` */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
