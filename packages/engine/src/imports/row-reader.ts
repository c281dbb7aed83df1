import { compareCodePoints, instantOfLocal, LARGEST, type Value } from '@kindred/language'
import { trimSpaces } from '../records/customer-id.ts'
import type { RowProblemCode, RowProblemParameters } from './errors/row-problems.ts'
import {
  absolute,
  compareExactly,
  computeExactly,
  decimalText,
  type ExactDecimal,
  exactDecimal,
  isTooLarge,
  readNumber,
  unitsOf,
} from './exact-decimal.ts'
import type { DecimalReading, RowCondition, TextReading, ValueReading } from './reading.ts'
import { problemOf, type RowProblem, shortened } from './row-problem.ts'
import { firstDay, lastDay, readTime } from './time-format.ts'

const DAY = 86_400_000
const MONEY_PLACES = 4

/** The words a cell says true or false with, in lower case. */
export const truthWords = {
  true: ['true', 'yes', 'y', 't', '1'],
  false: ['false', 'no', 'n', 'f', '0'],
} as const
const truths = new Map<string, boolean>([
  ...truthWords.true.map(word => [word, true] as const),
  ...truthWords.false.map(word => [word, false] as const),
])

/**
 * Evaluates readings over the cells of one row after the other: the reference for what a mapping means, and what
 * previews are made with. The first problem of a row is kept in `problem` until `reset`.
 *
 * @example
 * const reader = new RowReader(['id', 'total'])
 * reader.value({ kind: 'money', of: { kind: 'cell', column: 'total' }, column: 'total' }, ['1', '2.50'])   // 25000
 */
export class RowReader {
  readonly #positions: ReadonlyMap<string, number>
  problem: RowProblem | undefined

  constructor(columns: readonly string[]) {
    this.#positions = new Map(columns.map((column, at) => [column, at]))
  }

  reset(): void {
    this.problem = undefined
  }

  fail<C extends RowProblemCode>(column: string, code: C, given: RowProblemParameters[C]): undefined {
    this.problem ??= problemOf(column, code, given)
    return undefined
  }

  /** Empty is unknown. */
  text(reading: TextReading, cells: readonly string[]): string {
    switch (reading.kind) {
      case 'cell':
        return cells[this.#positions.get(reading.column) ?? -1] ?? ''
      case 'text':
        return reading.value
      case 'join':
        return this.#joined(reading.parts, cells)
      case 'trim':
        return trimSpaces(this.text(reading.of, cells))
      case 'lower':
        return this.text(reading.of, cells).toLowerCase()
      case 'upper':
        return this.text(reading.of, cells).toUpperCase()
      case 'replace':
        return this.text(reading.of, cells).replaceAll(reading.from, () => reading.to)
      case 'part':
        return this.text(reading.of, cells).split(reading.separator)[reading.index - 1] ?? ''
      case 'decimal_text': {
        const decimal = this.decimal(reading.of, cells)
        return decimal === undefined ? '' : decimalText(decimal)
      }
      case 'choice':
        return this.text(this.condition(reading.when, cells) ? reading.value : reading.otherwise, cells)
      case 'first_known': {
        for (const one of reading.of) {
          const text = this.text(one, cells)
          if (text !== '') return text
        }
        return ''
      }
    }
  }

  /** Texts written in the mapping alone are nothing: `join(First, " ", Last)` of two empty cells is empty. */
  #joined(parts: readonly TextReading[], cells: readonly string[]): string {
    const texts = parts.map(part => this.text(part, cells))
    return texts.some((text, at) => text !== '' && parts[at]?.kind !== 'text') ? texts.join('') : ''
  }

  decimal(reading: DecimalReading, cells: readonly string[]): ExactDecimal | undefined {
    switch (reading.kind) {
      case 'decimal': {
        const text = this.text(reading.of, cells)
        return this.#number(text, reading.column) === undefined ? undefined : exactDecimal(text)
      }
      case 'constant':
        return exactDecimal(reading.value)
      case 'arithmetic': {
        const left = this.decimal(reading.left, cells)
        const right = this.decimal(reading.right, cells)
        if (left === undefined || right === undefined) return undefined
        const result = computeExactly(reading.operator, left, right)
        if (result === undefined || !isTooLarge(result)) return result
        return this.fail(reading.column, 'result_too_large', {})
      }
      case 'abs': {
        const decimal = this.decimal(reading.of, cells)
        return decimal === undefined ? undefined : absolute(decimal)
      }
      case 'choice':
        return this.decimal(this.condition(reading.when, cells) ? reading.value : reading.otherwise, cells)
      case 'first_known': {
        for (const one of reading.of) {
          const decimal = this.decimal(one, cells)
          if (decimal !== undefined) return decimal
        }
        return undefined
      }
    }
  }

  value(reading: TextReading | ValueReading, cells: readonly string[]): Value | undefined {
    switch (reading.kind) {
      case 'number':
        return this.#number(this.text(reading.of, cells), reading.column)
      case 'money':
        return this.#money(this.text(reading.of, cells), reading.column)
      case 'computed_number': {
        const decimal = this.decimal(reading.of, cells)
        if (decimal === undefined) return undefined
        const number = Number(decimalText(decimal))
        return Math.abs(number) > LARGEST ? this.fail(reading.column, 'result_too_large', {}) : number
      }
      case 'computed_money': {
        const decimal = this.decimal(reading.of, cells)
        if (decimal === undefined) return undefined
        const units = moneyUnits(decimal)
        return units ?? this.fail(reading.column, 'result_too_large', {})
      }
      case 'instant':
        return this.#instant(reading, this.text(reading.of, cells))
      case 'date':
        return this.#date(reading, this.text(reading.of, cells))
      case 'boolean':
        return this.#truth(this.text(reading.of, cells), reading.column)
      case 'condition':
        return this.condition(reading.of, cells)
      case 'tags':
        return tagsOf(this.text(reading.of, cells), reading.separator)
      case 'place':
        return this.#place(reading, cells)
      case 'choice':
        return this.value(this.condition(reading.when, cells) ? reading.value : reading.otherwise, cells)
      case 'first_known': {
        for (const one of reading.of) {
          const value = this.value(one, cells)
          if (value !== undefined) return value
        }
        return undefined
      }
      default: {
        const text = this.text(reading, cells)
        return text === '' ? undefined : text
      }
    }
  }

  condition(reading: RowCondition, cells: readonly string[]): boolean {
    switch (reading.kind) {
      case 'is_empty':
        return (this.text(reading.of, cells) === '') === reading.empty
      case 'one_of': {
        const text = this.text(reading.of, cells)
        return text !== '' && reading.options.includes(text)
      }
      case 'text_compare': {
        const [left, right] = [this.text(reading.left, cells), this.text(reading.right, cells)]
        return left !== '' && right !== '' && compareTexts(reading.operator, left, right)
      }
      case 'number_compare': {
        const [left, right] = [this.decimal(reading.left, cells), this.decimal(reading.right, cells)]
        return left !== undefined && right !== undefined && compareDecimals(reading.operator, left, right)
      }
      case 'holds':
        return this.#truth(this.text(reading.of, cells), reading.column) === true
      case 'all':
        return reading.of.map(one => this.condition(one, cells)).every(Boolean)
      case 'some':
        return reading.of.map(one => this.condition(one, cells)).some(Boolean)
      case 'not':
        return !this.condition(reading.of, cells)
    }
  }

  #number(text: string, column: string): number | undefined {
    if (trimSpaces(text) === '') return undefined
    const number = readNumber(text)
    if (number === undefined) return this.fail(column, 'not_a_number', { given: shortened(text) })
    if (Math.abs(number) > LARGEST) return this.fail(column, 'number_too_large', { given: shortened(text) })
    return number
  }

  #money(text: string, column: string): number | undefined {
    if (this.#number(text, column) === undefined) return undefined
    const decimal = exactDecimal(text)
    if (unitsOf(decimal, 4) * 10n ** 14n !== decimal.units)
      return this.fail(column, 'too_many_places', { given: shortened(text) })
    return moneyUnits(decimal) ?? this.fail(column, 'number_too_large', { given: shortened(text) })
  }

  #instant(reading: Extract<ValueReading, { kind: 'instant' }>, text: string): number | undefined {
    const trimmed = trimSpaces(text)
    if (trimmed === '') return undefined
    const read = readTime(reading.format, trimmed)
    const [given, format] = [shortened(text), formatName(reading.format.text, 'instant')]
    if (read === undefined) return this.fail(reading.column, 'not_an_instant', { given, format })
    if (!isWithinYears(read.local)) return this.fail(reading.column, 'out_of_years', { given })
    if (read.offset !== undefined) return read.local - read.offset * 60_000
    return instantOfLocal(read.local, reading.timezone)
  }

  #date(reading: Extract<ValueReading, { kind: 'date' }>, text: string): number | undefined {
    const trimmed = trimSpaces(text)
    if (trimmed === '') return undefined
    const read = readTime(reading.format, trimmed)
    const [given, format] = [shortened(text), formatName(reading.format.text, 'date')]
    if (read === undefined) return this.fail(reading.column, 'not_a_date', { given, format })
    if (!isWithinYears(read.local)) return this.fail(reading.column, 'out_of_years', { given })
    return Math.floor(read.local / DAY)
  }

  #truth(text: string, column: string): boolean | undefined {
    const trimmed = trimSpaces(text)
    if (trimmed === '') return undefined
    const truth = truths.get(trimmed.toLowerCase())
    return truth ?? this.fail(column, 'not_a_boolean', { given: shortened(text) })
  }

  #place(reading: Extract<ValueReading, { kind: 'place' }>, cells: readonly string[]): Value | undefined {
    const texts = [this.text(reading.latitude, cells), this.text(reading.longitude, cells)]
    if (texts.every(text => trimSpaces(text) === '')) return undefined
    const [latitude, longitude] = texts.map(readNumber)
    const fits = (degrees: number | undefined, most: number) =>
      degrees !== undefined && Math.abs(degrees) <= most
    if (latitude !== undefined && longitude !== undefined && fits(latitude, 90) && fits(longitude, 180)) {
      return { latitude, longitude }
    }
    return this.fail(reading.column, 'not_a_place', { given: shortened(texts.join(', ')) })
  }
}

/** What a person knows the form by. */
export function formatName(format: string, of: 'date' | 'instant'): string {
  if (format !== 'iso') return format
  return of === 'date' ? 'yyyy-MM-dd' : 'yyyy-MM-dd HH:mm:ss'
}

function isWithinYears(local: number): boolean {
  return local >= firstDay * DAY && local < (lastDay + 1) * DAY
}

/** Whole ten-thousandths, rounded half away from zero; `undefined` when they are too many. */
function moneyUnits(decimal: ExactDecimal): number | undefined {
  const units = unitsOf(decimal, MONEY_PLACES)
  const size = units < 0n ? -units : units
  return size > BigInt(LARGEST) ? undefined : Number(units)
}

function tagsOf(text: string, separator: string): readonly string[] | undefined {
  if (trimSpaces(text) === '') return undefined
  const items = jsonList(text) ?? text.split(separator)
  const tags = items.map(trimSpaces).filter(tag => tag !== '')
  return [...new Set(tags)].sort(compareCodePoints)
}

/** A list as JSON writes it, which is how lists come out of JSON Lines and Parquet. */
function jsonList(text: string): string[] | undefined {
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) && list.every(item => typeof item === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

function compareTexts(
  operator: Extract<RowCondition, { kind: 'text_compare' }>['operator'],
  left: string,
  right: string,
): boolean {
  switch (operator) {
    case '=':
      return left === right
    case '!=':
      return left !== right
    case 'starts with':
      return left.startsWith(right)
    case 'ends with':
      return left.endsWith(right)
    case 'contains':
      return left.includes(right)
  }
}

function compareDecimals(
  operator: Extract<RowCondition, { kind: 'number_compare' }>['operator'],
  left: ExactDecimal,
  right: ExactDecimal,
): boolean {
  const order = compareExactly(left, right)
  switch (operator) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
