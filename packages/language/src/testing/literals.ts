import { money as exactly } from '../evaluate/exact-money.ts'
import { parseDate } from '../vocabulary/calendar.ts'

/** `money('12.50')` is 125,000 ten-thousandths. */
export function money(written: string): number | bigint {
  const parts = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(written)
  if (parts === null) throw new Error(`'${written}' is no amount of money.`)
  const [, sign = '', whole = '', fraction = ''] = parts
  return exactly(BigInt(`${sign}${whole}${fraction.padEnd(4, '0')}`))
}

/** `date('2026-11-21')` in days since 1970-01-01. */
export function date(written: string): number {
  const day = parseDate(written)
  if (day === undefined) throw new Error(`'${written}' is no date.`)
  return day
}

/** `instant('2026-11-21T10:00Z')` in UTC milliseconds. The zone is always written. */
export function instant(written: string): number {
  const at = /(Z|[+-]\d\d:\d\d)$/.test(written) ? Date.parse(written) : Number.NaN
  if (Number.isNaN(at)) throw new Error(`'${written}' is no instant with a zone.`)
  return at
}
