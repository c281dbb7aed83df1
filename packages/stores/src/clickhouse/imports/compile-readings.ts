import type { DecimalReading, MappedValue, RowCondition, TextReading, ValueReading } from '@kindred/engine'
import { truthWords } from '@kindred/engine'
import { LARGEST } from '@kindred/language'
import { compileInstant, compileTime } from './compile-time.ts'
import { problems, type RowCheck } from './row-check.ts'
import { every, fact, joined, type RowSql, type RowStatement, sql, yes } from './row-sql.ts'

/** A decimal: `value` is 0 where it is not known. */
interface DecimalSql {
  readonly known: RowSql
  readonly value: RowSql
  /** Places of the value's type: 36 where two have been multiplied. */
  readonly places: 18 | 36
}

interface KnownSql {
  readonly known: RowSql
  readonly value: RowSql
}

const NUMBER_LIMIT = String(LARGEST)
/** LARGEST ten-thousandths. */
const MONEY_LIMIT = "toDecimal256('900719925474.0991', 4)"
const COMPUTED_LIMIT = "toDecimal256('10000000000000000000', 18)"

/**
 * Readings as SQL over the cells of a row. It says the same as `RowReader`, problems and their order included; a
 * check is guarded by the choices on the way to it, as a branch that is not taken is not read.
 */
export class ReadingCompiler {
  readonly checks: RowCheck[] = []
  readonly #checked = new Set<string>()
  readonly #statement: RowStatement
  readonly #cells: ReadonlyMap<string, string>
  #guards: readonly RowSql[] = []

  /** @param cells - Column of the source → column of the statement. */
  constructor(statement: RowStatement, cells: ReadonlyMap<string, string>) {
    this.#statement = statement
    this.#cells = cells
  }

  /** What is compiled inside is only looked at where the condition holds. */
  within<T>(condition: RowSql, compile: () => T): T {
    const outer = this.#guards
    this.#guards = [...outer, condition]
    try {
      return compile()
    } finally {
      this.#guards = outer
    }
  }

  check(when: RowSql, given: RowSql, problem: RowCheck['problem']): void {
    const defined = this.#statement.define(every([...this.#guards, when]))
    if (this.#checked.has(defined.text)) return
    this.#checked.add(defined.text)
    this.checks.push({ when: defined, given, problem })
  }

  text(reading: TextReading): RowSql {
    switch (reading.kind) {
      case 'cell':
        return { text: this.#cells.get(reading.column) ?? "''", level: 0 }
      case 'text':
        return this.#statement.bind('String', reading.value)
      case 'join':
        return this.#joined(reading.parts)
      case 'trim':
        return this.#define(sql`trimBoth(${this.text(reading.of)})`)
      case 'lower':
        return this.#define(sql`lowerUTF8(${this.text(reading.of)})`)
      case 'upper':
        return this.#define(sql`upperUTF8(${this.text(reading.of)})`)
      case 'replace': {
        const [from, to] = [
          this.#statement.bind('String', reading.from),
          this.#statement.bind('String', reading.to),
        ]
        return this.#define(sql`replaceAll(${this.text(reading.of)}, ${from}, ${to})`)
      }
      case 'part': {
        const separator = this.#statement.bind('String', reading.separator)
        const index = this.#statement.bind('UInt32', reading.index)
        return this.#define(
          sql`arrayElement(splitByString(${separator}, ${this.text(reading.of)}), ${index})`,
        )
      }
      case 'decimal_text': {
        const { known, value } = this.#short(this.decimal(reading.of))
        return this.#define(sql`if(${known}, toString(${value}), '')`)
      }
      case 'choice': {
        const { when, value: then, otherwise } = this.#branches(reading, one => this.text(one))
        return this.#define(sql`if(${when}, ${then}, ${otherwise})`)
      }
      case 'first_known':
        return this.#firstKnown(reading.of, one => {
          const text = this.text(one)
          return { known: this.#define(sql`${text} != ''`), value: text }
        }).value
    }
  }

  decimal(reading: DecimalReading): DecimalSql {
    switch (reading.kind) {
      case 'decimal':
        return this.#parsedDecimal(reading.of, reading.column)
      case 'constant':
        return {
          known: yes,
          value: sql`toDecimal256(${this.#statement.bind('String', reading.value)}, 18)`,
          places: 18,
        }
      case 'arithmetic':
        return this.#arithmetic(reading)
      case 'abs': {
        const decimal = this.decimal(reading.of)
        return { ...decimal, value: this.#define(sql`abs(${decimal.value})`) }
      }
      case 'choice': {
        const { when, value: then, otherwise } = this.#branches(reading, one => this.decimal(one))
        const [one, other] = this.#alike([then, otherwise])
        if (one === undefined || other === undefined) return then
        return {
          known: this.#define(sql`if(${when}, ${one.known}, ${other.known})`),
          value: this.#define(sql`if(${when}, ${one.value}, ${other.value})`),
          places: one.places,
        }
      }
      case 'first_known': {
        // Which of them is taken is not known before: all with 18 places.
        const first = this.#firstKnown(reading.of, one => this.#short(this.decimal(one)))
        return { ...first, places: 18 }
      }
    }
  }

  /** The columns that hold a value of the type, in the order of `physicalColumns`. */
  value({ type, reading }: MappedValue): RowSql[] {
    if (reading.kind === 'choice') {
      const branches = this.#branches<TextReading | ValueReading, RowSql[]>(reading, one =>
        this.value({ type, reading: one }),
      )
      const { when, value: then, otherwise } = branches
      return then.map((column, at) => this.#define(sql`if(${when}, ${column}, ${otherwise[at] ?? column})`))
    }
    if (reading.kind === 'first_known')
      return this.#firstKnownValue(reading.of.map(one => ({ type, reading: one })))
    switch (reading.kind) {
      case 'number':
        return [this.#number(reading.of, reading.column)]
      case 'money':
        return [this.#money(reading.of, reading.column)]
      case 'computed_number':
        return [this.#computedNumber(reading.of, reading.column)]
      case 'computed_money':
        return [this.#computedMoney(reading.of, reading.column)]
      case 'instant':
        return [this.#instant(reading)]
      case 'date':
        return [this.#date(reading)]
      case 'boolean':
        return [this.#truth(reading.of, reading.column)]
      case 'condition':
        return [this.#define(sql`toNullable(toUInt8(${this.condition(reading.of)}))`)]
      case 'tags':
        return this.#tags(reading)
      case 'place':
        return this.#place(reading)
      default:
        return [this.#define(sql`nullIf(${this.text(reading)}, '')`)]
    }
  }

  condition(reading: RowCondition): RowSql {
    switch (reading.kind) {
      case 'is_empty':
        return this.#define(
          reading.empty ? sql`${this.text(reading.of)} = ''` : sql`${this.text(reading.of)} != ''`,
        )
      case 'one_of': {
        const options = this.#statement.bind('Array(String)', [...reading.options])
        const text = this.text(reading.of)
        return this.#define(sql`notEmpty(${text}) AND has(${options}, ${text})`)
      }
      case 'text_compare': {
        const [left, right] = [this.text(reading.left), this.text(reading.right)]
        return this.#define(
          sql`notEmpty(${left}) AND notEmpty(${right}) AND ${fact(compareTexts(reading.operator, left, right))}`,
        )
      }
      case 'number_compare': {
        const [left, right] = [this.decimal(reading.left), this.decimal(reading.right)]
        const compared = fact(joined([left.value, right.value], ` ${reading.operator} `))
        return this.#define(every([left.known, right.known, compared]))
      }
      case 'holds':
        return this.#define(sql`ifNull(${this.#truth(reading.of, reading.column)} = 1, 0)`)
      case 'all':
        return this.#define(
          sql`(${joined(
            reading.of.map(one => this.condition(one)),
            ' AND ',
          )})`,
        )
      case 'some':
        return this.#define(
          sql`(${joined(
            reading.of.map(one => this.condition(one)),
            ' OR ',
          )})`,
        )
      case 'not':
        return this.#define(sql`NOT ${this.condition(reading.of)}`)
    }
  }

  #define(expression: RowSql): RowSql {
    return this.#statement.define(expression)
  }

  #joined(parts: readonly TextReading[]): RowSql {
    const texts = parts.map(part => this.text(part))
    const read = texts.filter((_, at) => parts[at]?.kind !== 'text').map(text => sql`notEmpty(${text})`)
    const any = read.length === 0 ? { text: '0', level: 0 } : joined(read, ' OR ')
    return this.#define(sql`if(${any}, concat(${joined(texts, ', ')}), '')`)
  }

  #branches<R, T>(
    reading: { readonly when: RowCondition; readonly value: R; readonly otherwise: R },
    compile: (branch: R) => T,
  ): { readonly when: RowSql; readonly value: T; readonly otherwise: T } {
    const when = this.condition(reading.when)
    const not = this.#define(sql`NOT ${when}`)
    return {
      when,
      value: this.within(when, () => compile(reading.value)),
      otherwise: this.within(not, () => compile(reading.otherwise)),
    }
  }

  /** Each is only looked at where those before it are unknown. */
  #firstKnown<R>(readings: readonly R[], compile: (reading: R) => KnownSql): KnownSql {
    const parts: KnownSql[] = []
    let unknown: RowSql[] = []
    for (const reading of readings) {
      const part = this.within(every(unknown), () => compile(reading))
      parts.push(part)
      unknown = [...unknown, this.#define(sql`NOT (${part.known})`)]
    }
    const last = parts.at(-1) ?? { known: { text: '0', level: 0 }, value: { text: "''", level: 0 } }
    const cases = parts.slice(0, -1).map(part => sql`${part.known}, ${part.value}`)
    return {
      known: this.#define(
        sql`(${joined(
          parts.map(part => part.known),
          ' OR ',
        )})`,
      ),
      value: this.#define(sql`multiIf(${joined([...cases, last.value], ', ')})`),
    }
  }

  #firstKnownValue(values: readonly MappedValue[]): RowSql[] {
    const parts: { readonly known: RowSql; readonly columns: RowSql[] }[] = []
    let unknown: RowSql[] = []
    for (const value of values) {
      const columns = this.within(every(unknown), () => this.value(value))
      const known = this.#define(knownColumns(value, columns))
      parts.push({ known, columns })
      unknown = [...unknown, this.#define(sql`NOT (${known})`)]
    }
    const [first] = parts
    return (first?.columns ?? []).map((column, at) => {
      const cases = parts.slice(0, -1).map(part => sql`${part.known}, ${part.columns[at] ?? column}`)
      return this.#define(sql`multiIf(${joined([...cases, parts.at(-1)?.columns[at] ?? column], ', ')})`)
    })
  }

  /** What a text is as a number, with the checks of a number. */
  #parsed(of: TextReading, column: string) {
    const text = this.text(of)
    const trimmed = this.#define(sql`trimBoth(${text})`)
    const float = this.#define(sql`toFloat64OrNull(${trimmed})`)
    const finite = this.#define(sql`ifNull(isFinite(${float}), 0)`)
    const small = this.#define(
      every([finite, fact(sql`abs(ifNull(${float}, 0)) <= ${{ text: NUMBER_LIMIT, level: 0 }}`)]),
    )
    this.check(sql`notEmpty(${trimmed}) AND NOT ${finite}`, text, problems.notANumber(column))
    this.check(sql`${finite} AND NOT ${small}`, text, problems.numberTooLarge(column))
    return { text, trimmed, float, known: small }
  }

  #parsedDecimal(of: TextReading, column: string): DecimalSql {
    const { trimmed, known } = this.#parsed(of, column)
    // What is no number could still be too long for the reader of decimals: it gets none of it.
    const value = this.#define(sql`toDecimal256OrZero(if(${known}, ${trimmed}, '0'), 18)`)
    return { known, value, places: 18 }
  }

  #arithmetic(reading: Extract<DecimalReading, { kind: 'arithmetic' }>): DecimalSql {
    const operands = [this.decimal(reading.left), this.decimal(reading.right)]
    const multiplies = reading.operator === '*' || reading.operator === '/'
    const [left, right] = multiplies ? operands.map(one => this.#short(one)) : this.#alike(operands)
    if (left === undefined || right === undefined) throw new RangeError('arithmetic has two operands')
    const divisible = reading.operator === '/' ? [sql`${right.value} != 0`] : []
    const both = this.#define(every([left.known, right.known, ...divisible]))
    const places = reading.operator === '*' ? 36 : left.places
    const result = this.#define(exactly(reading.operator, left.value, right.value))
    const fits = this.#define(sql`abs(${result}) <= ${{ text: COMPUTED_LIMIT, level: 0 }}`)
    this.check(
      sql`${both} AND NOT ${fits}`,
      { text: "''", level: 0 },
      problems.resultTooLarge(reading.column),
    )
    const known = this.#define(sql`${both} AND ${fits}`)
    return { known, value: this.#define(sql`if(${known}, ${result}, ${zero(places)})`), places }
  }

  /** With 18 places, so that it can be multiplied again; what was multiplied is rounded half away from zero. */
  #short(decimal: DecimalSql): DecimalSql {
    if (decimal.places === 18) return decimal
    return { ...decimal, value: this.#define(sql`toDecimal256(round(${decimal.value}, 18), 18)`), places: 18 }
  }

  /** All of one type. */
  #alike(decimals: readonly DecimalSql[]): DecimalSql[] {
    if (decimals.every(one => one.places === decimals[0]?.places)) return [...decimals]
    return decimals.map(one =>
      one.places === 36
        ? one
        : { ...one, value: this.#define(sql`toDecimal256(${one.value}, 36)`), places: 36 },
    )
  }

  #number(of: TextReading, column: string): RowSql {
    const { float, known } = this.#parsed(of, column)
    // Adding zero takes the sign from a zero.
    return this.#define(sql`if(${known}, ${float} + 0, NULL)`)
  }

  /**
   * Amounts as files write them, up to four places and a hundred billion, are read as a float and rounded to whole
   * ten-thousandths: the error of the float is too small to change those. All others go the exact way.
   */
  #money(of: TextReading, column: string): RowSql {
    const { text, trimmed, float, known } = this.#parsed(of, column)
    const short = this.#define(
      sql`${known} AND match(${trimmed}, '^[+-]?[0-9]*(\\.[0-9]{0,4})?$') AND ${fact(sql`abs(ifNull(${float}, 0)) < 1e11`)}`,
    )
    const long = this.#define(sql`${known} AND NOT ${short}`)
    const exact = this.#define(sql`toDecimal128OrZero(if(${long}, ${trimmed}, '0'), 18)`)
    const places = this.#define(sql`round(${exact}, 4) = ${exact}`)
    const fits = this.#define(sql`abs(${exact}) <= ${{ text: MONEY_LIMIT, level: 0 }}`)
    this.check(sql`${long} AND NOT ${places}`, text, problems.tooManyPlaces(column))
    this.check(sql`${long} AND ${places} AND NOT ${fits}`, text, problems.numberTooLarge(column))
    const good = this.#define(sql`${long} AND ${places} AND ${fits}`)
    const units = this.#define(sql`toInt64(round(if(${short}, ifNull(${float}, 0), 0) * 10000))`)
    const quick = sql`reinterpret(${units}, 'Decimal(18, 4)')`
    const slow = sql`toDecimal64(if(${good}, ${exact}, toDecimal128(0, 18)), 4)`
    return this.#define(sql`multiIf(${short}, toNullable(${quick}), ${good}, toNullable(${slow}), NULL)`)
  }

  #computedNumber(of: DecimalReading, column: string): RowSql {
    const { known, value } = this.#short(this.decimal(of))
    const float = this.#define(sql`toFloat64(toString(${value}))`)
    const fits = this.#define(sql`abs(${float}) <= ${{ text: NUMBER_LIMIT, level: 0 }}`)
    this.check(sql`${known} AND NOT ${fits}`, { text: "''", level: 0 }, problems.resultTooLarge(column))
    return this.#define(sql`if(${known} AND ${fits}, toNullable(${float}), NULL)`)
  }

  #computedMoney(of: DecimalReading, column: string): RowSql {
    const { known, value, places } = this.decimal(of)
    const rounded = this.#define(sql`round(${value}, 4)`)
    const fits = this.#define(sql`abs(${rounded}) <= ${{ text: MONEY_LIMIT, level: 0 }}`)
    this.check(sql`${known} AND NOT ${fits}`, { text: "''", level: 0 }, problems.resultTooLarge(column))
    const good = this.#define(sql`${known} AND ${fits}`)
    const safe = sql`if(${good}, ${rounded}, ${zero(places)})`
    return this.#define(sql`if(${good}, toNullable(toDecimal64(${safe}, 4)), NULL)`)
  }

  #instant(reading: Extract<ValueReading, { kind: 'instant' }>): RowSql {
    const text = this.text(reading.of)
    const trimmed = this.#define(sql`trimBoth(${text})`)
    const { read, local, withinYears, offset } = compileTime(this.#statement, trimmed, reading.format)
    this.check(
      sql`notEmpty(${trimmed}) AND NOT ${read}`,
      text,
      problems.notAnInstant(reading.column, reading.format.text),
    )
    this.check(sql`${read} AND NOT ${withinYears}`, text, problems.outOfYears(reading.column))
    const good = this.#define(sql`${read} AND ${withinYears}`)
    const safe = this.#define(sql`if(${good}, ${local}, 0)`)
    const zoned = compileInstant(this.#statement, safe, reading.timezone)
    const millis =
      offset === undefined
        ? zoned
        : this.#define(sql`if(isNull(${offset}), ${zoned}, ${safe} - toInt64(ifNull(${offset}, 0)) * 60000)`)
    return this.#define(
      sql`if(${good}, toNullable(fromUnixTimestamp64Milli(toInt64(${millis}), 'UTC')), NULL)`,
    )
  }

  #date(reading: Extract<ValueReading, { kind: 'date' }>): RowSql {
    const text = this.text(reading.of)
    const trimmed = this.#define(sql`trimBoth(${text})`)
    const { read, local, withinYears } = compileTime(this.#statement, trimmed, reading.format)
    this.check(
      sql`notEmpty(${trimmed}) AND NOT ${read}`,
      text,
      problems.notADate(reading.column, reading.format.text),
    )
    this.check(sql`${read} AND NOT ${withinYears}`, text, problems.outOfYears(reading.column))
    const good = this.#define(sql`${read} AND ${withinYears}`)
    const safe = sql`toInt64(if(${good}, ${local}, 0))`
    return this.#define(
      sql`if(${good}, toNullable(toDate32(fromUnixTimestamp64Milli(${safe}, 'UTC'))), NULL)`,
    )
  }

  #truth(of: TextReading, column: string): RowSql {
    const text = this.text(of)
    const word = this.#define(sql`lower(trimBoth(${text}))`)
    const truths = this.#statement.bind('Array(String)', [...truthWords.true])
    const falsehoods = this.#statement.bind('Array(String)', [...truthWords.false])
    const truth = this.#define(
      sql`multiIf(has(${truths}, ${word}), toNullable(toUInt8(1)), has(${falsehoods}, ${word}), toNullable(toUInt8(0)), NULL)`,
    )
    this.check(sql`notEmpty(${word}) AND isNull(${truth})`, text, problems.notABoolean(column))
    return truth
  }

  #tags(reading: Extract<ValueReading, { kind: 'tags' }>): RowSql[] {
    const text = this.text(reading.of)
    const separator = this.#statement.bind('String', reading.separator)
    const listed = this.#define(
      sql`startsWith(${text}, '[') AND endsWith(${text}, ']') AND isValidJSON(${text}) AND arrayAll(item -> startsWith(item, '"'), JSONExtractArrayRaw(${text}))`,
    )
    const items = sql`if(${listed}, JSONExtract(${text}, 'Array(String)'), splitByString(${separator}, ${text}))`
    const tags = this.#define(
      sql`arraySort(arrayDistinct(arrayFilter(tag -> tag != '', arrayMap(tag -> trimBoth(tag), ${items}))))`,
    )
    return [tags, this.#define(sql`toUInt8(trimBoth(${text}) != '')`)]
  }

  #place(reading: Extract<ValueReading, { kind: 'place' }>): RowSql[] {
    const texts = [this.text(reading.latitude), this.text(reading.longitude)]
    const degrees = texts.map(text => this.#define(sql`toFloat64OrNull(trimBoth(${text}))`))
    const fits = [90, 180].map((most, at) => {
      const one = degrees[at] ?? yes
      return sql`ifNull(isFinite(${one}) AND ${fact(sql`abs(${one}) <= ${{ text: String(most), level: 0 }}`)}, 0)`
    })
    const good = this.#define(every(fits))
    const given = this.#define(sql`concat(${joined(texts, ", ', ', ")})`)
    const some = sql`notEmpty(trimBoth(${joined(texts, ')) OR notEmpty(trimBoth(')}))`
    this.check(sql`(${some}) AND NOT ${good}`, given, problems.notAPlace(reading.column))
    return degrees.map(one => this.#define(sql`if(${good}, ${one} + 0, NULL)`))
  }
}

function zero(places: 18 | 36): RowSql {
  return { text: `toDecimal256(0, ${places})`, level: 0 }
}

function knownColumns({ type }: MappedValue, columns: readonly RowSql[]): RowSql {
  const [first, second] = columns
  if (type === 'tags' && second !== undefined) return sql`${second} = 1`
  return sql`isNotNull(${first ?? yes})`
}

function compareTexts(
  operator: Extract<RowCondition, { kind: 'text_compare' }>['operator'],
  left: RowSql,
  right: RowSql,
): RowSql {
  switch (operator) {
    case '=':
    case '!=':
      return joined([left, right], ` ${operator} `)
    case 'starts with':
      return sql`startsWith(${left}, ${right})`
    case 'ends with':
      return sql`endsWith(${left}, ${right})`
    case 'contains':
      return sql`position(${left}, ${right}) > 0`
  }
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
