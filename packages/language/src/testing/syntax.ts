import type {
  ArgumentSyntax,
  ArithmeticSyntax,
  CallSyntax,
  CompareSyntax,
  Expression,
  NameSyntax,
  NumberSyntax,
  PropertySyntax,
  TextSyntax,
} from '../ast/expression.ts'
import type { Span } from '../ast/span.ts'

/** For trees that no text was read for. */
export const NOWHERE: Span = { line: 1, column: 1, length: 0 }

export function numberOf(text: string): NumberSyntax {
  return { kind: 'number', text, span: NOWHERE }
}

export function textOf(value: string): TextSyntax {
  return { kind: 'text', value, span: NOWHERE }
}

export function nameOf(name: string): NameSyntax {
  return { kind: 'name', name, span: NOWHERE }
}

export function propertyOf(event: string, property: string): PropertySyntax {
  return { kind: 'property', event, property, span: NOWHERE }
}

export function callOf(name: string, ...given: readonly ArgumentSyntax[]): CallSyntax {
  return { kind: 'call', function: name, arguments: given, span: NOWHERE }
}

export function compareOf(
  left: Expression,
  operator: CompareSyntax['operator'],
  right: Expression,
): CompareSyntax {
  return { kind: 'compare', operator, left, right, span: NOWHERE }
}

export function arithmeticOf(
  left: Expression,
  operator: ArithmeticSyntax['operator'],
  right: Expression,
): ArithmeticSyntax {
  return { kind: 'arithmetic', operator, left, right, span: NOWHERE }
}
