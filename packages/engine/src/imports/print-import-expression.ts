import type { ImportExpression } from './import-expression.ts'

/**
 * Writes an expression as a person would; reading it again gives the same expression.
 *
 * @example
 * printImportExpression({ kind: 'column', column: 'Customer ID' })   // '`Customer ID`'
 */
export function printImportExpression(expression: ImportExpression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name
    case 'column':
      return `\`${expression.column}\``
    case 'text':
      return quote(expression.value)
    case 'number':
      return expression.value
    case 'arithmetic':
      return `${operand(expression.left)} ${expression.operator} ${operand(expression.right)}`
    case 'choice':
      return `if ${printImportExpression(expression.condition)} then ${branch(expression.value)} else ${printImportExpression(expression.otherwise)}`
    case 'compare':
      return `${operand(expression.left)} ${expression.operator} ${operand(expression.right)}`
    case 'one_of':
      return `${operand(expression.value)} in (${expression.options.map(quote).join(', ')})`
    case 'is_empty':
      return `${operand(expression.value)} is ${expression.empty ? '' : 'not '}empty`
    case 'logic':
      return expression.operands.map(condition).join(` ${expression.operator} `)
    case 'not':
      return `not ${condition(expression.operand)}`
    case 'time': {
      const zone = expression.timezone === undefined ? '' : ` in ${expression.timezone}`
      return `${operand(expression.value)} as ${quote(expression.format)}${zone}`
    }
    case 'split':
      return `${operand(expression.value)} split ${quote(expression.separator)}`
    case 'place':
      return `[${printImportExpression(expression.latitude)}, ${printImportExpression(expression.longitude)}]`
    case 'call':
      return `${expression.function}(${expression.arguments.map(printImportExpression).join(', ')})`
  }
}

/** A part of arithmetic or of a comparison: in brackets unless it is one thing. */
function operand(expression: ImportExpression): string {
  const text = printImportExpression(expression)
  return ['name', 'column', 'text', 'call'].includes(expression.kind) ||
    (expression.kind === 'number' && !expression.value.startsWith('-'))
    ? text
    : `(${text})`
}

function condition(expression: ImportExpression): string {
  const text = printImportExpression(expression)
  return ['compare', 'one_of', 'is_empty', 'name', 'column', 'call'].includes(expression.kind)
    ? text
    : `(${text})`
}

function branch(expression: ImportExpression): string {
  const text = printImportExpression(expression)
  return expression.kind === 'choice' ? `(${text})` : text
}

function quote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
  return `"${escaped}"`
}
