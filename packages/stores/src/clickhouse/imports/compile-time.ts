import { firstDay, ISO_PATTERN, lastDay, type TimeFormat, type TimeToken, timePattern } from '@kindred/engine'
import { localTimes } from '@kindred/language'
import { compileFixedTime, fixedBytes } from './compile-fixed-time.ts'
import { every, fact, type RowSql, type RowStatement, sql } from './row-sql.ts'

/** What a text is as a time: `local` only counts where `read` holds. */
export interface TimeSql {
  readonly read: RowSql
  /** Milliseconds since 1970 of the clock that was written. */
  readonly local: RowSql
  readonly withinYears: RowSql
  /** Minutes east of Greenwich that were written, or NULL. */
  readonly offset: RowSql | undefined
}

const DAY = 86_400_000

/** Reads a trimmed text in a format: what matches the format's pattern and is a time that exists. */
export function compileTime(statement: RowStatement, text: RowSql, format: TimeFormat): TimeSql {
  const { local, read, offset } = clock(statement, text, format)
  const [first, last] = [
    { text: String(firstDay * DAY), level: 0 },
    { text: String((lastDay + 1) * DAY), level: 0 },
  ]
  const years = every([sql`${local} >= ${first}`, sql`${local} < ${last}`].map(fact))
  return { read, local, withinYears: statement.define(years), offset }
}

function clock(statement: RowStatement, text: RowSql, format: TimeFormat): Omit<TimeSql, 'withinYears'> {
  if (format.kind === 'epoch') return epoch(statement, text, format.unit)
  const fixed = format.kind === 'pattern' ? fixedBytes(format.tokens) : undefined
  if (fixed !== undefined) return { ...compileFixedTime(statement, text, fixed), offset: undefined }
  const pattern = format.kind === 'iso' ? ISO_PATTERN : timePattern(format.tokens)
  const fits = statement.define(sql`match(${text}, ${statement.bind('String', pattern)})`)
  const offset = writtenOffset(statement, text, fits, format)
  const head =
    offset === undefined
      ? text
      : statement.define(sql`replaceRegexpOne(${text}, '(Z|[+-][0-9]{2}:?[0-9]{2})$', '')`)
  const parsed =
    format.kind === 'iso' ? iso(statement, fits, head) : joda(statement, fits, head, format.tokens)
  const read = statement.define(sql`isNotNull(${parsed})`)
  const local = statement.define(
    sql`toUnixTimestamp64Milli(toDateTime64(ifNull(${parsed}, toDateTime64(0, 3, 'UTC')), 3, 'UTC'))`,
  )
  return { read, local, offset }
}

function epoch(
  statement: RowStatement,
  text: RowSql,
  unit: 'seconds' | 'milliseconds',
): Omit<TimeSql, 'withinYears'> {
  const read = statement.define(sql`match(${text}, '^-?[0-9]{1,14}$')`)
  const number = sql`if(${read}, toInt64OrZero(${text}), 0)`
  const local = statement.define(unit === 'seconds' ? sql`(${number}) * 1000` : number)
  return { read, local, offset: { text: 'toNullable(toInt32(0))', level: 0 } }
}

/** `NULL` where none is written; `undefined` when the format has none. */
function writtenOffset(
  statement: RowStatement,
  text: RowSql,
  fits: RowSql,
  format: TimeFormat,
): RowSql | undefined {
  const has =
    format.kind === 'iso' ||
    (format.kind === 'pattern' && format.tokens.some(token => token.kind === 'field' && token.letter === 'Z'))
  if (!has) return undefined
  // A date alone ends like an offset (2026-11-21): only what follows a time of day is one.
  const found = statement.define(
    sql`if(${fits}, extract(${text}, '[0-9]{2}:?[0-9]{2}.*?(Z|[+-][0-9]{2}:?[0-9]{2})$'), '')`,
  )
  const minutes = sql`toInt32OrZero(substring(${found}, 2, 2)) * 60 + toInt32OrZero(right(${found}, 2))`
  return statement.define(
    sql`multiIf(${found} = '', NULL, ${found} = 'Z', toNullable(toInt32(0)), startsWith(${found}, '-'), toNullable(toInt32(-(${minutes}))), toNullable(toInt32(${minutes})))`,
  )
}

/** The basic reader runs over the end of a month (30 February is 2 March), a year and a day: all of it is checked. */
function iso(statement: RowStatement, fits: RowSql, text: RowSql): RowSql {
  const written = statement.define(sql`substring(replaceOne(replaceOne(${text}, 'T', ' '), ',', '.'), 1, 23)`)
  const whole = statement.define(sql`if(length(${written}) = 16, concat(${written}, ':00'), ${written})`)
  const clock = [
    sql`substring(${whole}, 12, 2) < '24'`,
    sql`substring(${whole}, 15, 2) < '60'`,
    sql`substring(${whole}, 18, 2) < '60'`,
  ].map(fact)
  const valid = statement.define(
    every([
      fits,
      fact(sql`substring(${whole}, 6, 2) >= '01'`),
      fact(sql`substring(${whole}, 6, 2) <= '12'`),
      sql`${fact(sql`length(${whole}) = 10`)} OR ${every(clock)}`,
    ]),
  )
  const parsed = statement.define(sql`if(${valid}, toDateTime64OrNull(${whole}, 3, 'UTC'), NULL)`)
  return statement.define(
    sql`if(leftPad(toString(toDayOfMonth(${parsed})), 2, '0') = substring(${whole}, 9, 2), ${parsed}, NULL)`,
  )
}

/** The engine's own reader of Joda formats, for what fits the pattern; years and fractions are made unambiguous first. */
function joda(statement: RowStatement, fits: RowSql, text: RowSql, tokens: readonly TimeToken[]): RowSql {
  const pattern = tokens
    .filter(token => !(token.kind === 'field' && token.letter === 'Z'))
    .map(token =>
      token.kind === 'literal' ? `'${token.text.replaceAll("'", "''")}'` : token.letter.repeat(token.count),
    )
    .join('')
  const format = statement.bind('String', pattern)
  return statement.define(
    sql`if(${fits}, toDateTime64(parseDateTime64InJodaSyntaxOrNull(${text}, ${format}, 'UTC'), 3, 'UTC'), NULL)`,
  )
}

/**
 * The instant at which a clock in a zone shows a local time, in milliseconds. By the language's own table of the
 * zone's clocks: the server's may be of another year, and it has some zones wrong (Pacific/Apia, Africa/Casablanca).
 */
export function compileInstant(statement: RowStatement, local: RowSql, timezone: string): RowSql {
  const { starts, offsets } = localTimes(timezone)
  const [list, shifts] = [
    statement.bind('Array(Int64)', [...starts]),
    statement.bind('Array(Int64)', [...offsets]),
  ]
  return statement.define(
    starts.length === 1
      ? sql`${local} - arrayElement(${shifts}, 1)`
      : sql`${local} - transform(roundDown(toInt64(${local}), ${list}), ${list}, ${shifts}, toInt64(0))`,
  )
}
