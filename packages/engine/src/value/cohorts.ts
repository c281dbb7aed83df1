/** Customers who began in one period, and what became of them period by period. */
export interface Cohort {
  /** Of the period in which all of them did it for the first time, counted from the first period. */
  readonly period: number
  readonly customers: number
  /** Of the period in which they began, then of each after it, as far as is known. */
  readonly ages: readonly CohortAge[]
}

export interface CohortAge {
  /** Who did it in the period. */
  readonly active: number
  /** How often they did it in it. */
  readonly events: number
  /** What that brought; absent where no value is known. */
  readonly value?: number
}

/** What is read of every customer. */
export interface CohortRows {
  /** When each did it for the first time, in days; NaN: never. */
  readonly first: Float64Array
  /** When periods begin, ascending, in days, and when the last one ends. */
  readonly bounds: readonly number[]
  /** Of every period how often each customer did it. */
  readonly counts: readonly Float64Array[]
  /** Of every period on how many days; absent: nothing is held against it. */
  readonly days?: readonly Float64Array[]
  /** Of every period what that brought. */
  readonly values?: readonly Float64Array[]
}

/**
 * Customers by the period in which they began, each cohort followed to the last period. Who began before the first period
 * is in none.
 *
 * @example
 * const rows = { first: Float64Array.of(0, 1, 12, NaN), bounds: [0, 10, 20],
 *   counts: [Float64Array.of(1, 2, 0, 0), Float64Array.of(1, 0, 1, 0)] }
 * cohorts(rows).map(({ customers, ages }) => [customers, ages.map(({ active }) => active)])
 * // [[2, [2, 1]], [1, [1]]]
 */
export function cohorts({ first, bounds, counts, values }: CohortRows): Cohort[] {
  const periods = counts.length
  const members = Array.from({ length: periods }, (): number[] => [])
  first.forEach((day, row) => {
    const period = bounds.findLastIndex(bound => day >= bound)
    members[period]?.push(row)
  })
  return members.flatMap((rows, period) => {
    if (rows.length === 0) return []
    const ages = Array.from({ length: periods - period }, (_, age) =>
      ageOf(rows, counts[period + age], values?.[period + age]),
    )
    return [{ period, customers: rows.length, ages }]
  })
}

function ageOf(rows: readonly number[], counts?: Float64Array, values?: Float64Array): CohortAge {
  let [active, events, value] = [0, 0, 0]
  for (const row of rows) {
    const count = counts?.[row] ?? 0
    active += count > 0 ? 1 : 0
    events += count
    value += values?.[row] ?? 0
  }
  return { active, events, ...(values !== undefined && { value }) }
}

/** What all cohorts together have done again. */
export interface RepeatsSoFar {
  /** When each of their customers did it for the first time, in days. */
  readonly begun: Float64Array
  /** Ends of the periods, in days; the last is now. */
  readonly ends: readonly number[]
  /** At each end on how many days it had been done, first days not counted. */
  readonly repeats: readonly number[]
}

/** Repeats of all who began since the first period, added up from period to period. @param now - In days. */
export function repeatsSoFar(
  { first, bounds, counts, days = counts }: CohortRows,
  now: number,
): RepeatsSoFar {
  const since = bounds[0] ?? Number.NaN
  const begun = first.filter(day => day >= since)
  const ends = bounds.slice(1).map(end => Math.min(end, now))
  let done = 0
  const repeats = days.map((each, period) => {
    done += each.reduce((sum, count, row) => sum + ((first[row] ?? Number.NaN) >= since ? count : 0), 0)
    return done - begun.filter(day => day < (ends[period] ?? since)).length
  })
  return { begun, ends, repeats }
}
