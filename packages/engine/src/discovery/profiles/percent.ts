/**
 * A share in per cent, as people read it: two digits below ten, none after the point above.
 *
 * @example
 * percent(0.0734) // '7.3 %'
 */
export function percent(share: number): string {
  const value = share * 100
  const digits = Math.abs(value) < 10 && value !== 0 ? 1 : 0
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })} %`
}
