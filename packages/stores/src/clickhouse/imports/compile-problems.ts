import type { PhysicalColumn } from '@kindred/language'
import { defectCode, type RowCheck } from './row-check.ts'
import { fact, joined, type RowSql, type RowStatement, sql } from './row-sql.ts'

/** What a statement gives beside what is stored, so that rows can be set aside. */
export interface ProblemColumns {
  readonly columns: readonly (PhysicalColumn & { readonly sql: RowSql })[]
  /** `line`, `code` and `given` of a row that is set aside, as a SELECT list over those columns. */
  readonly told: string
}

/** Checks to a byte. */
const BITS = 8

/**
 * Whether a row is set aside, and what it takes to say why. Nearly all rows are sound: for them the checks are only
 * gathered into bits and what stood there is passed on as it is. Which check failed first, and the text to show, are
 * worked out behind the filter, for the rows set aside alone: it took a third of the time of a whole reading.
 */
export function compileProblems(
  statement: RowStatement,
  checks: readonly RowCheck[],
  skipped: RowSql,
): ProblemColumns {
  const defect: RowSql = { text: 'defect', level: 0 }
  const flags = chunked(checks).map(some => statement.define(bitsOf(some)))
  const bad = statement.define(
    joined(
      [defect, ...flags].map(one => fact(sql`${one} != 0`)),
      ' OR ',
    ),
  )
  const givens = [...new Map(checks.map(({ given }) => [given.text, given])).values()].filter(isTelling)
  const columns = [
    { name: 'stays', type: 'UInt8', sql: sql`toUInt8(NOT (${bad}) AND NOT (${skipped}))` },
    { name: 'aside', type: 'UInt8', sql: sql`toUInt8((${bad}) AND NOT (${skipped}))` },
    { name: 'defect', type: 'UInt8', sql: defect },
    // Of a broken record the first cell says more; see `RowDefect`.
    { name: 'broken', type: 'String', sql: { text: 'c0', level: 0 } },
    ...flags.map((flag, at) => ({ name: `flags_${at}`, type: 'UInt8', sql: flag })),
    ...givens.map((given, at) => ({ name: `given_${at}`, type: 'String', sql: given })),
  ]
  const places = new Map(givens.map((given, at) => [given.text, at]))
  return { columns, told: `line, ${codeText(checks)} AS code, ${givenText(checks, places)} AS given` }
}

function isTelling({ text }: RowSql): boolean {
  return text !== "''"
}

function chunked(checks: readonly RowCheck[]): (readonly RowCheck[])[] {
  return Array.from({ length: Math.ceil(checks.length / BITS) }, (_, at) =>
    checks.slice(at * BITS, (at + 1) * BITS),
  )
}

function bitsOf(checks: readonly RowCheck[]): RowSql {
  const bits = checks.map(({ when }, at) => sql`bitShiftLeft(toUInt8(${when}), ${number(at)})`)
  return bits.reduce((all, bit) => sql`bitOr(${all}, ${bit})`, sql`toUInt8(0)`)
}

function number(value: number): RowSql {
  return { text: String(value), level: 0 }
}

/** The number of the first check that holds; above all of them that of a broken record. */
function codeText(checks: readonly RowCheck[]): string {
  const cases = checks.map((_, at) => `, ${holds(at)}, toUInt16(${at + 1})`)
  return `multiIf(defect != 0, ${defectCode}${cases.join('')}, toUInt16(0))`
}

/** What stood there for the first check that holds. Not by its code: a name is put in wherever it is used, whole. */
function givenText(checks: readonly RowCheck[], places: ReadonlyMap<string, number>): string {
  const cases = checks.map(({ given }, at) => {
    const place = places.get(given.text)
    return `, ${holds(at)}, ${place === undefined ? "''" : `given_${place}`}`
  })
  return `multiIf(defect != 0, broken${cases.join('')}, '')`
}

function holds(check: number): string {
  return `bitTest(flags_${Math.floor(check / BITS)}, ${check % BITS})`
}
