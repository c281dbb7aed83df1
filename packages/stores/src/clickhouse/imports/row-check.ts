import {
  defectProblem,
  formatName,
  problemOf,
  type RowDefect,
  type RowProblem,
  rowDefects,
  shortened,
} from '@kindred/engine'
import type { RowSql } from './row-sql.ts'

/** What can be wrong with a row, and how a statement finds it. */
export interface RowCheck {
  /** Holds when it is wrong. */
  readonly when: RowSql
  /** What stood there. */
  readonly given: RowSql
  readonly problem: (given: string) => RowProblem
}

/** Numbers from here on are defects: of a record, not of what was read from it. */
const DEFECTS = 65_000

/** The number under which a record with a `defect` is set aside. */
export const defectCode: string = `toUInt16(${DEFECTS} + defect)`

/** What a row was set aside for, from the number and the text kept with it. */
export function problemOfCode(
  code: number,
  given: string,
  checks: readonly RowCheck[],
  columns: readonly string[],
): RowProblem {
  const defect = Object.values(rowDefects).find(one => one === code - DEFECTS)
  if (defect !== undefined && isBroken(defect)) return defectProblem(defect, given, columns)
  const check = checks[code - 1]
  if (check === undefined) throw new RangeError(`no check has the number ${code}`)
  return check.problem(shortened(given))
}

function isBroken(defect: RowDefect): defect is Exclude<RowDefect, 0> {
  return defect !== rowDefects.none
}

/** Problems as the checks of a statement tell them. */
export const problems = {
  notANumber: (column: string) => (given: string) => problemOf(column, 'not_a_number', { given }),
  numberTooLarge: (column: string) => (given: string) => problemOf(column, 'number_too_large', { given }),
  tooManyPlaces: (column: string) => (given: string) => problemOf(column, 'too_many_places', { given }),
  resultTooLarge: (column: string) => () => problemOf(column, 'result_too_large', {}),
  notABoolean: (column: string) => (given: string) => problemOf(column, 'not_a_boolean', { given }),
  notAnInstant: (column: string, format: string) => (given: string) =>
    problemOf(column, 'not_an_instant', { given, format: formatName(format, 'instant') }),
  notADate: (column: string, format: string) => (given: string) =>
    problemOf(column, 'not_a_date', { given, format: formatName(format, 'date') }),
  outOfYears: (column: string) => (given: string) => problemOf(column, 'out_of_years', { given }),
  notAPlace: (column: string) => (given: string) => problemOf(column, 'not_a_place', { given }),
  customerMissing: (column: string) => () => problemOf(column, 'customer_missing', {}),
  customerUnfit: (column: string) => () => problemOf(column, 'customer_unfit', {}),
  customerErased: (column: string) => () => problemOf(column, 'customer_erased', {}),
  atMissing: (column: string) => () => problemOf(column, 'at_missing', {}),
  eventMissing: (column: string) => () => problemOf(column, 'event_missing', {}),
  eventUnknown: (column: string, events: readonly string[]) => (given: string) =>
    problemOf(column, 'event_unknown', { given, events }),
  idMissing: (column: string) => () => problemOf(column, 'id_missing', {}),
} as const
