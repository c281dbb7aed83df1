import { type DeclaredType, isPlace, MONEY_SCALE, type Value } from '@kindred/language'

/** A cell as JSONEachRow takes it. */
export type StoredCell = string | number | null | readonly string[]

const dayMillis = 86_400_000
const scaleDigits = String(MONEY_SCALE).length - 1

/**
 * A value as the cells of its columns, in the order of `physicalColumns`; exactly, whatever its size. An unknown one
 * is NULL, and for tags an empty list that is not known.
 *
 * @param value - In the form and range `storableValue` gives.
 */
export function storedCells(type: DeclaredType, value: Value | undefined): readonly StoredCell[] {
  if (value === undefined) return unknownCells(type)
  if (typeof value === 'object') return isPlace(value) ? [value.latitude, value.longitude] : [value, 1]
  if (type === 'money') return [decimalText(value)]
  if (type === 'date') return [new Date(Number(value) * dayMillis).toISOString().slice(0, 10)]
  if (type === 'instant') return [instantText(Number(value))]
  return [typeof value === 'boolean' ? Number(value) : typeof value === 'bigint' ? String(value) : value]
}

/** UTC milliseconds as ClickHouse reads them, whatever its own time zone is. */
export function instantText(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '')
}

/** Ten-thousandths as a decimal: no float is ever between the two. */
export function decimalText(tenThousandths: Value): string {
  const text = String(tenThousandths)
  const [sign, digits] = text.startsWith('-') ? ['-', text.slice(1)] : ['', text]
  const padded = digits.padStart(scaleDigits + 1, '0')
  return `${sign}${padded.slice(0, -scaleDigits)}.${padded.slice(-scaleDigits)}`
}

function unknownCells(type: DeclaredType): readonly StoredCell[] {
  if (type === 'place') return [null, null]
  return type === 'tags' ? [[], 0] : [null]
}
