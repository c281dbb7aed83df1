import type { Place, Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import { money } from '../exact-money.ts'
import { held } from '../held-value.ts'

/** A kept property: where its cells lie, and whether they are 64-bit floats or 32-bit integers. */
export interface Column {
  readonly name: string
  readonly type: DeclaredType
  readonly wide: boolean
  /** Among the columns of the same width. */
  readonly position: number
  /** What an error calls it. */
  readonly what: string
}

/** In a wide cell. */
export const UNKNOWN: number = Number.NaN
/** In a narrow cell: codes and truths are never negative. */
export const UNKNOWN_CODE = -1

/** No safe amount is as large as this: a cell from here on stands for an amount in the dictionary, of twice its code more. */
export const LARGE = 2 ** 53

export function isUnknown({ wide }: Column, cell: number): boolean {
  return wide ? Number.isNaN(cell) : !(cell >= 0)
}

export function isWide(type: DeclaredType): boolean {
  return type === 'number' || type === 'money' || type === 'date' || type === 'instant'
}

/** Whether equal cells of one dictionary mean equal values, and different ones different values. */
export function cellsTellApart({ type }: Column): boolean {
  return type !== 'place' && type !== 'tags'
}

/**
 * What stands for a value in its column.
 *
 * @param codeOf - The code of a text in the dictionary that goes with the cells.
 * @throws EvaluationError `value_of_wrong_type`
 */
export function cellOf(column: Column, value: Value | undefined, codeOf: (text: string) => number): number {
  const known = held(column.type, value, column.what)
  if (known === undefined) return column.wide ? UNKNOWN : UNKNOWN_CODE
  if (typeof known === 'boolean') return known ? 1 : 0
  if (typeof known === 'number') return known
  if (typeof known !== 'bigint') return codeOf(textOf(known))
  const amount = money(known)
  return typeof amount === 'number' ? amount : LARGE + 2 * codeOf(String(amount))
}

/** The value of a cell. */
export function valueOfCell(
  column: Column,
  cell: number,
  textAt: (code: number) => string,
): Value | undefined {
  if (isUnknown(column, cell)) return undefined
  const { type } = column
  if (type === 'boolean') return cell === 1
  if (type === 'text') return textAt(cell)
  if (type === 'tags') return tagsOf(textAt(cell))
  if (type === 'place') return placeOf(textAt(cell))
  return type === 'money' && cell >= LARGE ? BigInt(textAt((cell - LARGE) / 2)) : cell
}

function textOf(value: string | Place | readonly string[]): string {
  if (typeof value === 'string') return value
  if ('latitude' in value) return `${degrees(value.latitude)} ${degrees(value.longitude)}`
  return JSON.stringify(value)
}

function degrees(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function placeOf(text: string): Place {
  const [latitude = 0, longitude = 0] = text.split(' ').map(Number)
  return { latitude, longitude }
}

function tagsOf(text: string): readonly string[] {
  const read: unknown = JSON.parse(text)
  return Array.isArray(read) ? read.map(String) : []
}
