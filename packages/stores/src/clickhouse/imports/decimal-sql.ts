import type { DecimalReading } from '@kindred/engine'
import type { GuardedStatement } from './guarded-statement.ts'
import { problems } from './row-check.ts'
import { every, joined, type RowSql, sql } from './row-sql.ts'

/** A decimal of a row: `value` is 0 where it is not known. */
export interface DecimalSql {
  readonly known: RowSql
  readonly value: RowSql
  /** Places of the value's type: 36 where two have been multiplied. */
  readonly places: 18 | 36
}

const COMPUTED_LIMIT = "toDecimal256('10000000000000000000', 18)"

/** What two decimals come to; unknown where one of them is, and where something is divided by zero. */
export function compileArithmetic(
  statement: GuardedStatement,
  reading: Extract<DecimalReading, { kind: 'arithmetic' }>,
  operands: readonly [DecimalSql, DecimalSql],
): DecimalSql {
  const multiplies = reading.operator === '*' || reading.operator === '/'
  const [left, right] = multiplies
    ? operands.map(one => shortDecimal(statement, one))
    : alikeDecimals(statement, operands)
  if (left === undefined || right === undefined) throw new RangeError('arithmetic has two operands')
  const divisible = reading.operator === '/' ? [sql`${right.value} != 0`] : []
  const both = statement.define(every([left.known, right.known, ...divisible]))
  const places = reading.operator === '*' ? 36 : left.places
  const result = statement.define(exactly(reading.operator, left.value, right.value))
  const fits = statement.define(sql`abs(${result}) <= ${{ text: COMPUTED_LIMIT, level: 0 }}`)
  statement.check(
    sql`${both} AND NOT ${fits}`,
    { text: "''", level: 0 },
    problems.resultTooLarge(reading.column),
  )
  const known = statement.define(sql`${both} AND ${fits}`)
  return { known, value: statement.define(sql`if(${known}, ${result}, ${zeroDecimal(places)})`), places }
}

/** With 18 places, so that it can be multiplied again; what was multiplied is rounded half away from zero. */
export function shortDecimal(statement: GuardedStatement, decimal: DecimalSql): DecimalSql {
  if (decimal.places === 18) return decimal
  return {
    ...decimal,
    value: statement.define(sql`toDecimal256(round(${decimal.value}, 18), 18)`),
    places: 18,
  }
}

/** All of one type. */
export function alikeDecimals(statement: GuardedStatement, decimals: readonly DecimalSql[]): DecimalSql[] {
  if (decimals.every(one => one.places === decimals[0]?.places)) return [...decimals]
  return decimals.map(one =>
    one.places === 36
      ? one
      : { ...one, value: statement.define(sql`toDecimal256(${one.value}, 36)`), places: 36 },
  )
}

/** Nothing, as a decimal of so many places. */
export function zeroDecimal(places: 18 | 36): RowSql {
  return { text: `toDecimal256(0, ${places})`, level: 0 }
}

/** A product has the places of both, a quotient 18. No operand is so large that a result would not fit. */
function exactly(operator: '+' | '-' | '*' | '/', left: RowSql, right: RowSql): RowSql {
  switch (operator) {
    case '+':
    case '-':
    case '*':
      return sql`(${joined([left, right], ` ${operator} `)})`
    case '/':
      // One place more than is kept, cut off by the engine, and then rounded.
      return sql`round((${left} * 10) / if(${right} = 0, toDecimal256(1, 18), ${right}), 17) / 10`
  }
}
