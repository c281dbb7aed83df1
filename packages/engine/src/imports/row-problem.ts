import type { RowProblemCode } from './errors/row-problems.ts'
import { type RowProblemParameters, rowProblem } from './errors/row-problems.ts'
import { type RowDefect, rowDefects } from './packed-rows.ts'

/** One row that is set aside. */
export interface RowProblem {
  readonly column: string
  readonly reason: string
}

/** What stood there, no longer than a sentence bears. */
export function shortened(given: string): string {
  const characters = [...given.replace(/[\u0000-\u001f\u007f]/g, '\ufffd')]
  return characters.length <= 60 ? characters.join('') : `${characters.slice(0, 59).join('')}…`
}

export function problemOf<C extends RowProblemCode>(
  column: string,
  code: C,
  given: RowProblemParameters[C],
): RowProblem {
  return { column, reason: rowProblem(code, given) }
}

/** What is wrong with a record that could not be divided; see `RowDefect`. */
export function defectProblem(
  defect: Exclude<RowDefect, 0>,
  detail: string,
  columns: readonly string[],
): RowProblem {
  switch (defect) {
    case rowDefects.wrongFieldCount:
      return problemOf('', 'wrong_field_count', { found: Number(detail), expected: columns.length })
    case rowDefects.quoteNotClosed:
      return problemOf('', 'quote_not_closed', {})
    case rowDefects.textAfterQuote:
      return problemOf('', 'text_after_quote', {})
    case rowDefects.notText:
      return problemOf(detail === '' ? '' : (columns[Number(detail)] ?? ''), 'not_text', {})
    case rowDefects.notJson:
      return problemOf('', 'not_json', { reason: shortened(detail) })
    case rowDefects.tooLong:
      return problemOf('', 'too_long', {})
  }
}
