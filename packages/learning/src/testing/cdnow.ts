import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** Customers of CDNOW as lifetime models see them: weeks since the first purchase day, up to 30 September 1997. */
export interface CdnowCustomers {
  readonly frequency: readonly number[]
  readonly recency: readonly number[]
  readonly age: readonly number[]
  /** Mean value of a repeat purchase day, in dollars; 0 where there is none. */
  readonly value: readonly number[]
  /** Purchase days in the 39 weeks after. */
  readonly later: readonly number[]
}

const END = dayOf('19970930')

/**
 * Reads a file of purchases, each a line of customer, date and, last, dollars; a day with several counts as one.
 *
 * @param path - `CDNOW_sample.txt`, or the master file as it is packed.
 */
export function readCdnow(path: string): CdnowCustomers {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  const spent = new Map<string, Map<number, number>>()
  for (const line of text.split(/\r?\n/)) {
    const parts = line.trim().split(/\s+/)
    const [day, dollars] = [dayOf(parts.at(-3) ?? ''), Number(parts.at(-1))]
    if (!Number.isFinite(day) || !Number.isFinite(dollars)) continue
    const days = spent.get(parts[0]!) ?? new Map<number, number>()
    days.set(day, (days.get(day) ?? 0) + dollars)
    spent.set(parts[0]!, days)
  }
  const rows = [...spent.values()].map(customerOf)
  return {
    frequency: rows.map(each => each.frequency),
    recency: rows.map(each => each.recency),
    age: rows.map(each => each.age),
    value: rows.map(each => each.value),
    later: rows.map(each => each.later),
  }
}

function customerOf(spent: ReadonlyMap<number, number>): Record<keyof CdnowCustomers, number> {
  const days = [...spent.keys()].sort((a, b) => a - b)
  const [first = 0, ...repeats] = days.filter(day => day <= END)
  const dollars = repeats.reduce((sum, day) => sum + spent.get(day)!, 0)
  return {
    frequency: repeats.length,
    recency: ((repeats.at(-1) ?? first) - first) / 7,
    age: (END - first) / 7,
    value: repeats.length === 0 ? 0 : dollars / repeats.length,
    later: days.filter(day => day > END).length,
  }
}

function dayOf(date: string): number {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000
}
