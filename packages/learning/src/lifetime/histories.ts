import { LearningError } from '../errors.ts'

/** What one customer has done since her first purchase. `recency` and `age` are in one unit, whichever it is. */
export interface History {
  /** Purchases after the first, a whole number: those of one day, or what the unit of time is, are one. */
  readonly frequency: number
  /** From the first purchase to the last; 0 where there was only one. */
  readonly recency: number
  /** From the first purchase to now. */
  readonly age: number
}

/** The same of many customers: a value a customer in each. */
export interface Histories {
  readonly frequency: ArrayLike<number>
  readonly recency: ArrayLike<number>
  readonly age: ArrayLike<number>
}

/** One who has just bought for the first time: with her history every figure is that of the whole population. */
export const newCustomer: History = { frequency: 0, recency: 0, age: 0 }

/** More purchases than that are a fault of the data: tables of this length are made in every step of a fit. */
const MOST_PURCHASES = 1_000_000

/**
 * The number of customers, if every history can be one.
 *
 * @throws LearningError `no_rows`, `wrong_length`, `bad_history`
 */
export function requireHistories({ frequency, recency, age }: Histories): number {
  const rows = frequency.length
  if (rows === 0) throw new LearningError('no_rows', { what: 'The list of histories' })
  for (const [what, { length }] of [['recency', recency] as const, ['age', age] as const])
    if (length !== rows) throw new LearningError('wrong_length', { what, given: length, wanted: rows })
  for (let row = 0; row < rows; row += 1) requireHistory(frequency[row]!, recency[row]!, age[row]!, row)
  return rows
}

/** @throws LearningError `bad_history` */
export function requireHistory(frequency: number, recency: number, age: number, row: number): void {
  const fault = faultOf(frequency, recency, age)
  if (fault !== undefined) throw new LearningError('bad_history', { row, fault })
}

function faultOf(frequency: number, recency: number, age: number): string | undefined {
  if (!Number.isInteger(frequency) || frequency < 0) return 'a frequency that is no whole number of 0 or more'
  if (frequency > MOST_PURCHASES) return `a frequency above ${MOST_PURCHASES}`
  if (!(recency >= 0 && recency < Infinity)) return 'a recency that is no number of 0 or more'
  if (!(age >= 0 && age < Infinity)) return 'an age that is no number of 0 or more'
  if (recency > age) return 'a recency above its age'
  if (frequency === 0 && recency > 0) return 'a recency above 0 without a repeat purchase'
  if (frequency > 0 && recency === 0) return 'repeat purchases at the time of the first'
  return undefined
}
