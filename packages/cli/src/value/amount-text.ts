const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const places = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/**
 * An amount, with so many places that a difference shows; of points there is no currency.
 *
 * @example
 * amountText(1234.5, 'EUR') // '1,235 EUR'
 */
export function amountText(amount: number, currency?: string): string {
  const size = Math.abs(amount)
  const shown = (size >= 100 ? whole : places).format(size)
  const signed = amount < 0 && Number(shown.replaceAll(',', '')) !== 0 ? `−${shown}` : shown
  return currency === undefined ? signed : `${signed} ${currency}`
}
