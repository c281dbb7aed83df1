import type { DiscoveredPopulation } from '@kindred/engine'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** `12,345` */
export function count(customers: number): string {
  return Number.isFinite(customers) ? whole.format(customers).replace('-', '−') : '–'
}

/** `1 customer`, `2 customers` */
export function counted(customers: number, one: string, many = `${one}s`): string {
  return `${count(customers)} ${customers === 1 ? one : many}`
}

/** A share of 1 as per cent, to a tenth where that tells something: `12.3 %`, `100 %`. */
export function share(of: number | undefined): string {
  if (!isFigure(of)) return '–'
  const percent = of * 100
  return `${percent === 0 || percent >= 99.95 ? percent.toFixed(0) : percent.toFixed(1)} %`
}

/** `0.43`, `−0.07`; `–` where there is none. */
export function figure(value: number | null | undefined, places = 2): string {
  if (!isFigure(value)) return '–'
  const shown = Math.abs(value).toFixed(places)
  return value < 0 && Number(shown) !== 0 ? `−${shown}` : shown
}

/** `+0.43`, `−0.07`, `0.00` */
export function signed(value: number, places = 2): string {
  const shown = figure(value, places)
  return value > 0 && Number(shown) !== 0 ? `+${shown}` : shown
}

/** Plain data that went through JSON has `null` where it had no number. */
export function isFigure(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** `1,240,310 EUR`: a value in the units the record keeps it in. */
export function worth(text: string | undefined, { valueType, currency }: DiscoveredPopulation): string {
  if (text === undefined) return '–'
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return text
  const shown = whole.format(valueType === 'money' ? value / 10_000 : value).replace('-', '−')
  return valueType === 'money' && currency !== undefined ? `${shown} ${currency}` : shown
}

/** `2026-11-30 06:14 UTC`; of what is no instant, nothing. */
export function instant(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? '–' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** At most so many characters as people count them. */
export function shortened(text: string, length: number): string {
  const characters = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment)
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}
