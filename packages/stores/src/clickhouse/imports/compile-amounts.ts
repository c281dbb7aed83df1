import { LARGEST } from '@kindred/language'
import { type DecimalSql, shortDecimal, zeroDecimal } from './decimal-sql.ts'
import type { GuardedStatement } from './guarded-statement.ts'
import { problems } from './row-check.ts'
import { every, fact, type RowSql, sql } from './row-sql.ts'

const NUMBER_LIMIT = String(LARGEST)
/** LARGEST ten-thousandths. */
const MONEY_LIMIT = "toDecimal256('900719925474.0991', 4)"

/** What a text is as a number, with the checks of a number. */
function parsed(statement: GuardedStatement, text: RowSql, column: string) {
  const trimmed = statement.define(sql`trimBoth(${text})`)
  const float = statement.define(sql`toFloat64OrNull(${trimmed})`)
  const finite = statement.define(sql`ifNull(isFinite(${float}), 0)`)
  const small = statement.define(
    every([finite, fact(sql`abs(ifNull(${float}, 0)) <= ${{ text: NUMBER_LIMIT, level: 0 }}`)]),
  )
  statement.check(sql`notEmpty(${trimmed}) AND NOT ${finite}`, text, problems.notANumber(column))
  statement.check(sql`${finite} AND NOT ${small}`, text, problems.numberTooLarge(column))
  return { trimmed, float, known: small }
}

/** A number of a file, exactly. */
export function compileDecimal(statement: GuardedStatement, text: RowSql, column: string): DecimalSql {
  const { trimmed, known } = parsed(statement, text, column)
  // What is no number could still be too long for the reader of decimals: it gets none of it.
  const value = statement.define(sql`toDecimal256OrZero(if(${known}, ${trimmed}, '0'), 18)`)
  return { known, value, places: 18 }
}

/** A number of a file, as a float. */
export function compileNumber(statement: GuardedStatement, text: RowSql, column: string): RowSql {
  const { float, known } = parsed(statement, text, column)
  // Adding zero takes the sign from a zero.
  return statement.define(sql`if(${known}, ${float} + 0, NULL)`)
}

/**
 * Amounts as files write them, up to four places and a hundred billion, are read as a float and rounded to whole
 * ten-thousandths: the error of the float is too small to change those. All others go the exact way.
 */
export function compileMoney(statement: GuardedStatement, text: RowSql, column: string): RowSql {
  const { trimmed, float, known } = parsed(statement, text, column)
  const short = statement.define(
    sql`${known} AND match(${trimmed}, '^[+-]?[0-9]*(\\.[0-9]{0,4})?$') AND ${fact(sql`abs(ifNull(${float}, 0)) < 1e11`)}`,
  )
  const long = statement.define(sql`${known} AND NOT ${short}`)
  const exact = statement.define(sql`toDecimal128OrZero(if(${long}, ${trimmed}, '0'), 18)`)
  const places = statement.define(sql`round(${exact}, 4) = ${exact}`)
  const fits = statement.define(sql`abs(${exact}) <= ${{ text: MONEY_LIMIT, level: 0 }}`)
  statement.check(sql`${long} AND NOT ${places}`, text, problems.tooManyPlaces(column))
  statement.check(sql`${long} AND ${places} AND NOT ${fits}`, text, problems.numberTooLarge(column))
  const good = statement.define(sql`${long} AND ${places} AND ${fits}`)
  const units = statement.define(sql`toInt64(round(if(${short}, ifNull(${float}, 0), 0) * 10000))`)
  const quick = sql`reinterpret(${units}, 'Decimal(18, 4)')`
  const slow = sql`toDecimal64(if(${good}, ${exact}, toDecimal128(0, 18)), 4)`
  return statement.define(sql`multiIf(${short}, toNullable(${quick}), ${good}, toNullable(${slow}), NULL)`)
}

/** What was computed, as a float. */
export function compileComputedNumber(
  statement: GuardedStatement,
  decimal: DecimalSql,
  column: string,
): RowSql {
  const { known, value } = shortDecimal(statement, decimal)
  const float = statement.define(sql`toFloat64(toString(${value}))`)
  const fits = statement.define(sql`abs(${float}) <= ${{ text: NUMBER_LIMIT, level: 0 }}`)
  statement.check(sql`${known} AND NOT ${fits}`, { text: "''", level: 0 }, problems.resultTooLarge(column))
  return statement.define(sql`if(${known} AND ${fits}, toNullable(${float}), NULL)`)
}

/** What was computed, rounded to the four places of money. */
export function compileComputedMoney(
  statement: GuardedStatement,
  decimal: DecimalSql,
  column: string,
): RowSql {
  const { known, value, places } = decimal
  const rounded = statement.define(sql`round(${value}, 4)`)
  const fits = statement.define(sql`abs(${rounded}) <= ${{ text: MONEY_LIMIT, level: 0 }}`)
  statement.check(sql`${known} AND NOT ${fits}`, { text: "''", level: 0 }, problems.resultTooLarge(column))
  const good = statement.define(sql`${known} AND ${fits}`)
  const safe = sql`if(${good}, ${rounded}, ${zeroDecimal(places)})`
  return statement.define(sql`if(${good}, toNullable(toDecimal64(${safe}, 4)), NULL)`)
}
