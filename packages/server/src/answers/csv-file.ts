import type { Members } from '@kindred/engine'
import type { Value, ValueType } from '@kindred/language'
import { wireValue } from './typed-value.ts'

/** Lines joined before they are handed on: one write a row is slow, and a hundred rows are small. */
const ROWS = 100

/** Comma-separated values as RFC 4180 has them: a header, `CRLF`, quotes where they are needed; unknown is empty. */
export async function* csvFile({ columns, rows }: Members): AsyncGenerator<string> {
  yield lineOf(['customer', ...columns.map(({ name }) => name)])
  let lines: string[] = []
  for await (const { customer, values } of rows) {
    lines.push(lineOf([customer, ...columns.map(({ type }, index) => cellText(type, values[index]))]))
    if (lines.length < ROWS) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** One value in one cell. */
export function cellText(type: ValueType, value: Value | undefined): string {
  if (value === undefined) return ''
  const wire = wireValue(type, value)
  return typeof wire === 'object' ? JSON.stringify(wire) : String(wire)
}
