import { truthWords, type ValueReading } from '@kindred/engine'
import { compileInstant, compileTime } from './compile-time.ts'
import type { GuardedStatement } from './guarded-statement.ts'
import { problems } from './row-check.ts'
import { every, fact, joined, type RowSql, sql, yes } from './row-sql.ts'

/** An instant, by the clock of the zone it was written in. */
export function compileInstantValue(
  statement: GuardedStatement,
  text: RowSql,
  reading: Extract<ValueReading, { kind: 'instant' }>,
): RowSql {
  const trimmed = statement.define(sql`trimBoth(${text})`)
  const { read, local, withinYears, offset } = compileTime(statement.unguarded, trimmed, reading.format)
  statement.check(
    sql`notEmpty(${trimmed}) AND NOT ${read}`,
    text,
    problems.notAnInstant(reading.column, reading.format.text),
  )
  statement.check(sql`${read} AND NOT ${withinYears}`, text, problems.outOfYears(reading.column))
  const good = statement.define(sql`${read} AND ${withinYears}`)
  const safe = statement.define(sql`if(${good}, ${local}, 0)`)
  const zoned = compileInstant(statement.unguarded, safe, reading.timezone)
  const millis =
    offset === undefined
      ? zoned
      : statement.define(
          sql`if(isNull(${offset}), ${zoned}, ${safe} - toInt64(ifNull(${offset}, 0)) * 60000)`,
        )
  return statement.define(
    sql`if(${good}, toNullable(fromUnixTimestamp64Milli(toInt64(${millis}), 'UTC')), NULL)`,
  )
}

/** A day of the calendar. */
export function compileDate(
  statement: GuardedStatement,
  text: RowSql,
  reading: Extract<ValueReading, { kind: 'date' }>,
): RowSql {
  const trimmed = statement.define(sql`trimBoth(${text})`)
  const { read, local, withinYears } = compileTime(statement.unguarded, trimmed, reading.format)
  statement.check(
    sql`notEmpty(${trimmed}) AND NOT ${read}`,
    text,
    problems.notADate(reading.column, reading.format.text),
  )
  statement.check(sql`${read} AND NOT ${withinYears}`, text, problems.outOfYears(reading.column))
  const good = statement.define(sql`${read} AND ${withinYears}`)
  const safe = sql`toInt64(if(${good}, ${local}, 0))`
  return statement.define(
    sql`if(${good}, toNullable(toDate32(fromUnixTimestamp64Milli(${safe}, 'UTC'))), NULL)`,
  )
}

/** True or false, by the words for them. */
export function compileTruth(statement: GuardedStatement, text: RowSql, column: string): RowSql {
  const word = statement.define(sql`lower(trimBoth(${text}))`)
  const truths = statement.bind('Array(String)', [...truthWords.true])
  const falsehoods = statement.bind('Array(String)', [...truthWords.false])
  const truth = statement.define(
    sql`multiIf(has(${truths}, ${word}), toNullable(toUInt8(1)), has(${falsehoods}, ${word}), toNullable(toUInt8(0)), NULL)`,
  )
  statement.check(sql`notEmpty(${word}) AND isNull(${truth})`, text, problems.notABoolean(column))
  return truth
}

/** Tags, and whether any were said. */
export function compileTags(
  statement: GuardedStatement,
  text: RowSql,
  reading: Extract<ValueReading, { kind: 'tags' }>,
): RowSql[] {
  const separator = statement.bind('String', reading.separator)
  const listed = statement.define(
    sql`startsWith(${text}, '[') AND endsWith(${text}, ']') AND isValidJSON(${text}) AND arrayAll(item -> startsWith(item, '"'), JSONExtractArrayRaw(${text}))`,
  )
  const items = sql`if(${listed}, JSONExtract(${text}, 'Array(String)'), splitByString(${separator}, ${text}))`
  const tags = statement.define(
    sql`arraySort(arrayDistinct(arrayFilter(tag -> tag != '', arrayMap(tag -> trimBoth(tag), ${items}))))`,
  )
  return [tags, statement.define(sql`toUInt8(trimBoth(${text}) != '')`)]
}

/** Latitude and longitude, both or neither. */
export function compilePlace(
  statement: GuardedStatement,
  texts: readonly [RowSql, RowSql],
  reading: Extract<ValueReading, { kind: 'place' }>,
): RowSql[] {
  const degrees = texts.map(text => statement.define(sql`toFloat64OrNull(trimBoth(${text}))`))
  const fits = [90, 180].map((most, at) => {
    const one = degrees[at] ?? yes
    return sql`ifNull(isFinite(${one}) AND ${fact(sql`abs(${one}) <= ${{ text: String(most), level: 0 }}`)}, 0)`
  })
  const good = statement.define(every(fits))
  const given = statement.define(sql`concat(${joined(texts, ", ', ', ")})`)
  const some = sql`notEmpty(trimBoth(${joined(texts, ')) OR notEmpty(trimBoth(')}))`
  statement.check(sql`(${some}) AND NOT ${good}`, given, problems.notAPlace(reading.column))
  return degrees.map(one => statement.define(sql`if(${good}, ${one} + 0, NULL)`))
}
