import type { ImportExpression } from './import-expression.ts'
import { readAsText } from './read-as.ts'
import { RowReader } from './row-reader.ts'
import type { SourceColumn } from './source-shape.ts'

/**
 * The names an expression of events can give: those written in it, and where it reads a cell (`open`) those it
 * gives over a sample of rows.
 */
export function possibleEvents(
  expression: ImportExpression,
  source: { readonly columns: readonly SourceColumn[]; readonly sample: readonly (readonly string[])[] },
): { readonly named: readonly string[]; readonly open: boolean } {
  const written = namesIn(expression)
  if (written !== undefined) return { named: [...new Set(written)], open: false }
  const read = readAsText(expression, { timezone: 'UTC', field: 'event' })
  if (!('reading' in read) || read.problems !== undefined) return { named: [], open: true }
  const reader = new RowReader(source.columns.map(column => column.name))
  const found = source.sample
    .map(cells => reader.text(read.reading, cells).trim())
    .filter(name => name !== '')
  return { named: [...new Set(found)].slice(0, 100), open: true }
}

/** `undefined` when some cell decides the name itself. */
function namesIn(expression: ImportExpression): string[] | undefined {
  if (expression.kind === 'name') return [expression.name]
  if (expression.kind === 'text') return [expression.value]
  if (expression.kind !== 'choice') return undefined
  const [then, otherwise] = [namesIn(expression.value), namesIn(expression.otherwise)]
  return then === undefined || otherwise === undefined ? undefined : [...then, ...otherwise]
}
