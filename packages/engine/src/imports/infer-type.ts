import type { DeclaredType } from '@kindred/language'
import type { ImportExpression } from './import-expression.ts'
import type { SourceColumn } from './source-shape.ts'
import { parseTimeFormat } from './time-format.ts'

const moneyWords =
  /(^|_)(amount|price|total|revenue|cost|spend|spent|value|fee|tax|sum|paid|discount|profit|margin|turnover)($|_)/

/**
 * The type a new name would be declared with, from what its expression reads. `undefined` when that cannot be told.
 *
 * @example
 * inferType('amount', { kind: 'column', column: 'Total' }, columns)   // 'money' where the column holds decimals
 */
export function inferType(
  name: string,
  expression: ImportExpression,
  columns: readonly SourceColumn[],
): DeclaredType | undefined {
  switch (expression.kind) {
    case 'column':
      return typeOfColumn(
        name,
        columns.find(column => column.name === expression.column),
      )
    case 'number':
    case 'arithmetic':
      return moneyWords.test(name) ? 'money' : 'number'
    case 'text':
    case 'name':
      return 'text'
    case 'time':
      return typeOfFormat(expression.format)
    case 'split':
      return 'tags'
    case 'place':
      return 'place'
    case 'choice':
      return inferType(name, expression.value, columns) ?? inferType(name, expression.otherwise, columns)
    case 'call':
      return typeOfCall(name, expression, columns)
    case 'compare':
    case 'one_of':
    case 'is_empty':
    case 'logic':
    case 'not':
      return 'boolean'
  }
}

function typeOfColumn(name: string, column: SourceColumn | undefined): DeclaredType | undefined {
  switch (column?.looksLike) {
    case 'text':
      return 'text'
    case 'integer':
      return moneyWords.test(name) ? 'money' : 'number'
    case 'decimal':
      return moneyWords.test(name) ? 'money' : 'number'
    case 'boolean':
      return 'boolean'
    case 'date':
      return 'date'
    case 'timestamp':
      return 'instant'
    case 'empty':
    case undefined:
      return undefined
  }
}

function typeOfFormat(text: string): DeclaredType {
  const format = parseTimeFormat(text)
  const daysOnly =
    'kind' in format &&
    format.kind === 'pattern' &&
    !format.tokens.some(token => token.kind === 'field' && 'HhmsS'.includes(token.letter))
  return daysOnly ? 'date' : 'instant'
}

function typeOfCall(
  name: string,
  { function: called, arguments: given }: Extract<ImportExpression, { kind: 'call' }>,
  columns: readonly SourceColumn[],
): DeclaredType | undefined {
  if (called === 'number' || called === 'abs') return moneyWords.test(name) ? 'money' : 'number'
  const [first] = given
  return called === 'coalesce' && first !== undefined ? inferType(name, first, columns) : 'text'
}
