import type { AttendanceHistory, Cohort, Table } from '@kindred/learning'
import { MOST_OCCASIONS } from '../../catalog/lifetime-texts.ts'

/** Whole periods that are over. */
export function periodsOver(days: number, period: number): number {
  return Math.floor(days / period)
}

/** Those under contract, and everybody who ever was as cohorts by how long ago they began. */
export interface ContractRows {
  /** Of the table: under contract. */
  readonly rows: Int32Array
  readonly cohorts: readonly Cohort[]
}

/** Who began less than a period ago has had nothing to renew, and says nothing of how others do. */
export function contractRows(table: Table, period: number): ContractRows {
  const [age, ended] = [numbersOf(table, 'lifetime_age'), numbersOf(table, 'lifetime_gap')]
  const rows = Int32Array.from(age.keys()).filter(row => !Number.isNaN(age[row]) && Number.isNaN(ended[row]))
  const lost = new Map<number, number[]>()
  age.forEach((days, row) => {
    const over = periodsOver(days, period)
    if (Number.isNaN(days) || over < 1) return
    const ends = lost.get(over) ?? []
    // Lost at the end of the period it ended in; undefined of who was still there at the last renewal.
    const at = periodsOver(days - (ended[row] ?? Number.NaN), period) + 1
    ends.push(at <= over ? at : Number.POSITIVE_INFINITY)
    lost.set(over, ends)
  })
  const cohorts = [...lost].map(([over, ends]) =>
    Array.from({ length: over + 1 }, (_, at) => ends.filter(each => each > at).length),
  )
  return { rows, cohorts }
}

/** Customers whose first purchase lies within the occasions looked back on. */
export interface AttendanceRows {
  /** Of the table. */
  readonly rows: Int32Array
  /** Of each of them. */
  readonly histories: readonly AttendanceHistory[]
}

export function attendanceRows(table: Table, period: number): AttendanceRows {
  const [age, gap, active] = ['lifetime_age', 'lifetime_gap', 'lifetime_active'].map(name =>
    numbersOf(table, name),
  ) as [Float64Array, Float64Array, Float64Array]
  const rows = Int32Array.from(age.keys()).filter(row => periodsOver(age[row]!, period) <= MOST_OCCASIONS)
  const histories = Array.from(rows, row =>
    attendanceOf(periodsOver(age[row]!, period), active[row]!, periodsOver(gap[row]!, period)),
  )
  return { rows, histories }
}

/**
 * What somebody did at the occasions since her first purchase. That purchase stands in a period of its own before the
 * first occasion, and is among those that were counted unless they do not reach back so far.
 *
 * @example
 * attendanceOf(3, 3, 0) // { frequency: 2, recency: 3, occasions: 3, customers: 1 }
 */
export function attendanceOf(occasions: number, active: number, since: number): AttendanceHistory {
  const frequency = active - (occasions < MOST_OCCASIONS ? 1 : 0)
  return { frequency, recency: frequency === 0 ? 0 : occasions - since, occasions, customers: 1 }
}

function numbersOf({ columns }: Table, name: string): Float64Array {
  const column = columns.find(each => each.name === name)
  return column?.kind === 'number' ? column.values : new Float64Array(0)
}
