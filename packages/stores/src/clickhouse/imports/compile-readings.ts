import type { DecimalReading, MappedValue, RowCondition, TextReading, ValueReading } from '@kindred/engine'
import {
  compileComputedMoney,
  compileComputedNumber,
  compileDecimal,
  compileMoney,
  compileNumber,
} from './compile-amounts.ts'
import {
  compileDate,
  compileInstantValue,
  compilePlace,
  compileTags,
  compileTruth,
} from './compile-values.ts'
import { alikeDecimals, compileArithmetic, type DecimalSql, shortDecimal } from './decimal-sql.ts'
import { GuardedStatement } from './guarded-statement.ts'
import { every, fact, joined, type RowSql, type RowStatement, sql, yes } from './row-sql.ts'

interface KnownSql {
  readonly known: RowSql
  readonly value: RowSql
}

/**
 * Readings as SQL over the cells of a row. It says the same as `RowReader`, problems and their order included; a
 * check is guarded by the choices on the way to it, as a branch that is not taken is not read.
 */
export class ReadingCompiler extends GuardedStatement {
  readonly #cells: ReadonlyMap<string, string>

  /** @param cells - Column of the source → column of the statement. */
  constructor(statement: RowStatement, cells: ReadonlyMap<string, string>) {
    super(statement)
    this.#cells = cells
  }

  text(reading: TextReading): RowSql {
    switch (reading.kind) {
      case 'cell':
        return { text: this.#cells.get(reading.column) ?? "''", level: 0 }
      case 'text':
        return this.bind('String', reading.value)
      case 'join':
        return this.#joined(reading.parts)
      case 'trim':
        return this.define(sql`trimBoth(${this.text(reading.of)})`)
      case 'lower':
        return this.define(sql`lowerUTF8(${this.text(reading.of)})`)
      case 'upper':
        return this.define(sql`upperUTF8(${this.text(reading.of)})`)
      case 'replace': {
        const [from, to] = [this.bind('String', reading.from), this.bind('String', reading.to)]
        return this.define(sql`replaceAll(${this.text(reading.of)}, ${from}, ${to})`)
      }
      case 'part': {
        const separator = this.bind('String', reading.separator)
        const index = this.bind('UInt32', reading.index)
        return this.define(sql`arrayElement(splitByString(${separator}, ${this.text(reading.of)}), ${index})`)
      }
      case 'decimal_text': {
        const { known, value } = shortDecimal(this, this.decimal(reading.of))
        return this.define(sql`if(${known}, toString(${value}), '')`)
      }
      case 'choice': {
        const { when, value: then, otherwise } = this.#branches(reading, one => this.text(one))
        return this.define(sql`if(${when}, ${then}, ${otherwise})`)
      }
      case 'first_known':
        return this.#firstKnown(reading.of, one => {
          const text = this.text(one)
          return { known: this.define(sql`${text} != ''`), value: text }
        }).value
    }
  }

  decimal(reading: DecimalReading): DecimalSql {
    switch (reading.kind) {
      case 'decimal':
        return compileDecimal(this, this.text(reading.of), reading.column)
      case 'constant':
        return {
          known: yes,
          value: sql`toDecimal256(${this.bind('String', reading.value)}, 18)`,
          places: 18,
        }
      case 'arithmetic':
        return compileArithmetic(this, reading, [this.decimal(reading.left), this.decimal(reading.right)])
      case 'abs': {
        const decimal = this.decimal(reading.of)
        return { ...decimal, value: this.define(sql`abs(${decimal.value})`) }
      }
      case 'choice': {
        const { when, value: then, otherwise } = this.#branches(reading, one => this.decimal(one))
        const [one, other] = alikeDecimals(this, [then, otherwise])
        if (one === undefined || other === undefined) return then
        return {
          known: this.define(sql`if(${when}, ${one.known}, ${other.known})`),
          value: this.define(sql`if(${when}, ${one.value}, ${other.value})`),
          places: one.places,
        }
      }
      case 'first_known': {
        // Which of them is taken is not known before: all with 18 places.
        const first = this.#firstKnown(reading.of, one => shortDecimal(this, this.decimal(one)))
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
      return then.map((column, at) => this.define(sql`if(${when}, ${column}, ${otherwise[at] ?? column})`))
    }
    if (reading.kind === 'first_known')
      return this.#firstKnownValue(reading.of.map(one => ({ type, reading: one })))
    switch (reading.kind) {
      case 'number':
        return [compileNumber(this, this.text(reading.of), reading.column)]
      case 'money':
        return [compileMoney(this, this.text(reading.of), reading.column)]
      case 'computed_number':
        return [compileComputedNumber(this, this.decimal(reading.of), reading.column)]
      case 'computed_money':
        return [compileComputedMoney(this, this.decimal(reading.of), reading.column)]
      case 'instant':
        return [compileInstantValue(this, this.text(reading.of), reading)]
      case 'date':
        return [compileDate(this, this.text(reading.of), reading)]
      case 'boolean':
        return [compileTruth(this, this.text(reading.of), reading.column)]
      case 'condition':
        return [this.define(sql`toNullable(toUInt8(${this.condition(reading.of)}))`)]
      case 'tags':
        return compileTags(this, this.text(reading.of), reading)
      case 'place':
        return compilePlace(this, [this.text(reading.latitude), this.text(reading.longitude)], reading)
      default:
        return [this.define(sql`nullIf(${this.text(reading)}, '')`)]
    }
  }

  condition(reading: RowCondition): RowSql {
    switch (reading.kind) {
      case 'is_empty':
        return this.define(
          reading.empty ? sql`${this.text(reading.of)} = ''` : sql`${this.text(reading.of)} != ''`,
        )
      case 'one_of': {
        const options = this.bind('Array(String)', [...reading.options])
        const text = this.text(reading.of)
        return this.define(sql`notEmpty(${text}) AND has(${options}, ${text})`)
      }
      case 'text_compare': {
        const [left, right] = [this.text(reading.left), this.text(reading.right)]
        return this.define(
          sql`notEmpty(${left}) AND notEmpty(${right}) AND ${fact(compareTexts(reading.operator, left, right))}`,
        )
      }
      case 'number_compare': {
        const [left, right] = [this.decimal(reading.left), this.decimal(reading.right)]
        const compared = fact(joined([left.value, right.value], ` ${reading.operator} `))
        return this.define(every([left.known, right.known, compared]))
      }
      case 'holds':
        return this.define(sql`ifNull(${compileTruth(this, this.text(reading.of), reading.column)} = 1, 0)`)
      case 'all':
        return this.define(
          sql`(${joined(
            reading.of.map(one => this.condition(one)),
            ' AND ',
          )})`,
        )
      case 'some':
        return this.define(
          sql`(${joined(
            reading.of.map(one => this.condition(one)),
            ' OR ',
          )})`,
        )
      case 'not':
        return this.define(sql`NOT ${this.condition(reading.of)}`)
    }
  }

  #joined(parts: readonly TextReading[]): RowSql {
    const texts = parts.map(part => this.text(part))
    const read = texts.filter((_, at) => parts[at]?.kind !== 'text').map(text => sql`notEmpty(${text})`)
    const any = read.length === 0 ? { text: '0', level: 0 } : joined(read, ' OR ')
    return this.define(sql`if(${any}, concat(${joined(texts, ', ')}), '')`)
  }

  #branches<R, T>(
    reading: { readonly when: RowCondition; readonly value: R; readonly otherwise: R },
    compile: (branch: R) => T,
  ): { readonly when: RowSql; readonly value: T; readonly otherwise: T } {
    const when = this.condition(reading.when)
    const not = this.define(sql`NOT ${when}`)
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
      unknown = [...unknown, this.define(sql`NOT (${part.known})`)]
    }
    const last = parts.at(-1) ?? { known: { text: '0', level: 0 }, value: { text: "''", level: 0 } }
    const cases = parts.slice(0, -1).map(part => sql`${part.known}, ${part.value}`)
    return {
      known: this.define(
        sql`(${joined(
          parts.map(part => part.known),
          ' OR ',
        )})`,
      ),
      value: this.define(sql`multiIf(${joined([...cases, last.value], ', ')})`),
    }
  }

  #firstKnownValue(values: readonly MappedValue[]): RowSql[] {
    const parts: { readonly known: RowSql; readonly columns: RowSql[] }[] = []
    let unknown: RowSql[] = []
    for (const value of values) {
      const columns = this.within(every(unknown), () => this.value(value))
      const known = this.define(knownColumns(value, columns))
      parts.push({ known, columns })
      unknown = [...unknown, this.define(sql`NOT (${known})`)]
    }
    const [first] = parts
    return (first?.columns ?? []).map((column, at) => {
      const cases = parts.slice(0, -1).map(part => sql`${part.known}, ${part.columns[at] ?? column}`)
      return this.define(sql`multiIf(${joined([...cases, parts.at(-1)?.columns[at] ?? column], ', ')})`)
    })
  }
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
