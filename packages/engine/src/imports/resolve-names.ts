import { nearestName } from '@kindred/language'
import { type ImportProblem, importProblem } from './errors/import-problems.ts'
import type { ImportExpression } from './import-expression.ts'
import type { MappedText } from './mapping-file.ts'
import { parseImportExpression } from './parse-import-expression.ts'

export interface NameScope {
  readonly columns: readonly string[]
  /** Whether a bare word that is no column is a text: the name of an event. */
  readonly words: boolean
  readonly field: string
}

/**
 * Parses the text of a mapping and resolves its names to columns of the file. A text that is the name of a column,
 * odd as it may be, is that column.
 *
 * @returns Every problem at once; no expression then.
 */
export function resolveText(
  text: MappedText,
  scope: NameScope,
): { readonly expression?: ImportExpression; readonly problems: readonly ImportProblem[] } {
  if (typeof text !== 'string') return resolvePlace(text, scope)
  if (scope.columns.includes(text)) return { expression: { kind: 'column', column: text }, problems: [] }
  const parsed = parseImportExpression(text, scope.field)
  if ('problem' in parsed) return { problems: [parsed.problem] }
  const problems: ImportProblem[] = []
  const expression = resolve(parsed.expression, scope, problems)
  return problems.length === 0 ? { expression, problems } : { problems }
}

function resolvePlace(
  [first, second]: readonly [string, string],
  scope: NameScope,
): ReturnType<typeof resolveText> {
  const [latitude, longitude] = [resolveText(first, scope), resolveText(second, scope)]
  const problems = [...latitude.problems, ...longitude.problems]
  if (latitude.expression === undefined || longitude.expression === undefined) return { problems }
  return {
    expression: { kind: 'place', latitude: latitude.expression, longitude: longitude.expression },
    problems,
  }
}

function resolve(
  expression: ImportExpression,
  scope: NameScope,
  problems: ImportProblem[],
): ImportExpression {
  const each = (one: ImportExpression) => resolve(one, scope, problems)
  switch (expression.kind) {
    case 'name':
      if (scope.columns.includes(expression.name)) return { kind: 'column', column: expression.name }
      if (!scope.words) problems.push(unknownColumn(expression.name, scope))
      return expression
    case 'column':
      if (!scope.columns.includes(expression.column)) problems.push(unknownColumn(expression.column, scope))
      return expression
    case 'text':
    case 'number':
      return expression
    case 'arithmetic':
      return { ...expression, left: each(expression.left), right: each(expression.right) }
    case 'compare':
      return { ...expression, ...compared(expression, scope, problems) }
    case 'choice':
      return {
        kind: 'choice',
        // Bare words are names of events only where an event is given, not where columns are compared.
        condition: resolve(expression.condition, { ...scope, words: false }, problems),
        value: each(expression.value),
        otherwise: each(expression.otherwise),
      }
    case 'one_of':
    case 'is_empty':
    case 'time':
    case 'split':
      return { ...expression, value: resolve(expression.value, { ...scope, words: false }, problems) }
    case 'logic':
      return { ...expression, operands: expression.operands.map(each) }
    case 'not':
      return { kind: 'not', operand: each(expression.operand) }
    case 'place':
      return { kind: 'place', latitude: each(expression.latitude), longitude: each(expression.longitude) }
    case 'call':
      return { ...expression, arguments: expression.arguments.map(each) }
  }
}

function compared(
  expression: Extract<ImportExpression, { kind: 'compare' }>,
  scope: NameScope,
  problems: ImportProblem[],
) {
  const inside = { ...scope, words: false }
  return {
    left: resolve(expression.left, inside, problems),
    right: resolve(expression.right, inside, problems),
  }
}

function unknownColumn(column: string, { columns, field }: NameScope): ImportProblem {
  return importProblem('column_unknown', { column, nearest: nearestName(column, columns), columns }, field)
}
