import type { ImportExpression } from './import-expression.ts'

/** The first column an expression reads: where its problem is looked for. */
export function columnOf(expression: ImportExpression): string {
  return columnsOf(expression)[0] ?? ''
}

/** The columns an expression reads, in order, each as often as it stands there. */
function columnsOf(expression: ImportExpression): string[] {
  return expression.kind === 'column' ? [expression.column] : partsOf(expression).flatMap(columnsOf)
}

/** What an expression is put together from. */
function partsOf(expression: ImportExpression): readonly ImportExpression[] {
  switch (expression.kind) {
    case 'name':
    case 'column':
    case 'text':
    case 'number':
      return []
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right]
    case 'choice':
      return [expression.condition, expression.value, expression.otherwise]
    case 'one_of':
    case 'is_empty':
    case 'time':
    case 'split':
      return [expression.value]
    case 'logic':
      return expression.operands
    case 'not':
      return [expression.operand]
    case 'place':
      return [expression.latitude, expression.longitude]
    case 'call':
      return expression.arguments
  }
}
