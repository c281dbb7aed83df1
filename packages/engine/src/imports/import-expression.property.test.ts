import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ImportExpression, type ImportFunction, importFunctions } from './import-expression.ts'
import { parseImportExpression } from './parse-import-expression.ts'
import { printImportExpression } from './print-import-expression.ts'

const text = fc.string({ unit: fc.constantFrom('a', 'B', '"', '\\', '\n', '\t', ' ', 'é', '`', '$&') })
const leaf: fc.Arbitrary<ImportExpression> = fc.oneof(
  fc.constantFrom('Quantity', 'address.city', 'é', 'total').map(name => ({ kind: 'name', name }) as const),
  fc.constantFrom('Customer ID', 'if', '5', 'a"b').map(column => ({ kind: 'column', column }) as const),
  text.map(value => ({ kind: 'text', value }) as const),
  fc.constantFrom('0', '12', '1.50', '-3').map(value => ({ kind: 'number', value }) as const),
)
const { expression } = fc.letrec<{ expression: ImportExpression }>(tie => {
  const part = tie('expression')
  const call = fc
    .constantFrom(...(Object.keys(importFunctions) as ImportFunction[]))
    .chain(name =>
      fc
        .array(part, { minLength: importFunctions[name].least, maxLength: importFunctions[name].most })
        .map(given => ({ kind: 'call', function: name, arguments: given.slice(0, 4) }) as const),
    )
    .filter(one => one.arguments.length >= importFunctions[one.function].least)
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+', '-', '*', '/'),
        left: part,
        right: part,
      }),
      fc
        .record({ kind: fc.constant('choice' as const), condition: part, value: part, otherwise: part })
        .filter(one => one.condition.kind !== 'choice'),
      fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'starts with', 'ends with', 'contains'),
        left: part,
        right: part,
      }),
      fc.record({
        kind: fc.constant('one_of' as const),
        value: part,
        options: fc.array(text, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('is_empty' as const), value: part, empty: fc.boolean() }),
      fc.record({
        kind: fc.constant('logic' as const),
        operator: fc.constantFrom('and', 'or'),
        operands: fc.array(part, { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('not' as const), operand: part }),
      fc.record({
        kind: fc.constant('time' as const),
        value: part,
        format: text,
        timezone: fc.constantFrom('UTC', 'Europe/London', undefined),
      }),
      fc.record({ kind: fc.constant('split' as const), value: part, separator: text }),
      call,
    ),
  }
})

test('reading what was printed gives the same expression', () => {
  fc.assert(
    fc.property(expression, one => {
      const printed = printImportExpression(one)
      expect(parseImportExpression(printed, 'field'), printed).toEqual({ expression: one })
    }),
    { numRuns: 2000 },
  )
})

test('whatever the text, reading it ends with an expression or a problem with its place', () => {
  const words = fc.constantFrom(
    'if',
    'then',
    'else',
    'a',
    '"b"',
    '(',
    ')',
    ',',
    '*',
    '-',
    'and',
    'or',
    'not',
    'is',
    'empty',
    'as',
    'in',
    'split',
    '`x`',
    '1.5',
    '=',
    'starts',
    'with',
    '"',
    '`',
    '€',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), parts => {
      const read = parseImportExpression(parts.join(' '), 'field')
      if ('problem' in read) expect(read.problem).toMatchObject({ field: 'field', severity: 'error' })
    }),
    { numRuns: 2000 },
  )
})
