import type { Value, ValueType } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'

/**
 * A cell of a column made by `compilePopulation`, as the value it stands for. The rows must come as JSON with
 * `output_format_json_quote_64bit_integers` and `output_format_json_quote_decimals` on, so that nothing is rounded.
 *
 * @param type - The type of the expression the column was made from.
 * @throws SqlError `sql_value_unreadable` when the cell is not of that type.
 *
 * @example readValue('money', '1234.5') // 12345000
 */
export function readValue(type: ValueType, cell: unknown): Value | undefined {
  if (cell === null) return undefined
  if (type === 'place' || type === 'tags')
    return Array.isArray(cell) ? readArray(type, cell) : unreadable(type)
  return readScalar(type, cell)
}

function readScalar(type: ValueType, cell: unknown): Value {
  if (type === 'text' && typeof cell === 'string') return cell
  if (type === 'boolean' && (cell === 0 || cell === 1)) return cell === 1
  if (type === 'money' && (typeof cell === 'string' || typeof cell === 'number'))
    return readMoney(String(cell))
  const isNumber = typeof cell === 'number' || (typeof cell === 'string' && /^-?\d+$/.test(cell))
  return isNumber && type !== 'text' && type !== 'boolean' ? Number(cell) : unreadable(type)
}

function readMoney(text: string): number | bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text) ?? unreadable('money')
  const size = BigInt(`${whole}${fraction.padEnd(4, '0')}`)
  const units = sign === '-' ? -size : size
  const near = Number(units)
  return Number.isSafeInteger(near) ? near : units
}

function readArray(type: 'place' | 'tags', cell: readonly unknown[]): Value | undefined {
  if (cell.length === 0) return undefined
  const [first, second] = cell
  if (type === 'place' && typeof first === 'number' && typeof second === 'number') {
    return { latitude: first, longitude: second }
  }
  if (type === 'tags' && Array.isArray(first)) return [...new Set(first.map(String))].sort()
  return unreadable(type)
}

function unreadable(type: ValueType): never {
  throw new SqlError('sql_value_unreadable', type)
}
