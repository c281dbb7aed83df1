import type { DeclaredType } from '@kindred/language'
import fc from 'fast-check'
import type { ImportExpression } from '../imports/import-expression.ts'
import { printImportExpression } from '../imports/print-import-expression.ts'
import { readAs } from '../imports/read-as.ts'

export interface GeneratedExpression {
  readonly type: DeclaredType
  readonly text: string
}

const types = ['boolean', 'number', 'money', 'text', 'date', 'instant', 'place', 'tags'] as const
const cell = fc.constantFrom('x1', 'x2').map(column => ({ kind: 'column', column }) as const)
const text = fc
  .constantFrom('a', '-', '.', ',', '1', 'b', '|')
  .map(value => ({ kind: 'text', value }) as const)
const number = fc
  .constantFrom('0', '1', '3', '0.5', '1000000', '0.00005', '123456789012345')
  .map(value => ({ kind: 'number', value }) as const)
const formats = [
  'iso',
  'yyyy-MM-dd',
  'dd.MM.yyyy',
  'yyyy-MM-dd HH:mm:ss',
  'd.M.yy',
  'epoch seconds',
  'yyyyMMdd',
]

const { expression } = fc.letrec<{ expression: ImportExpression }>(tie => {
  const part = tie('expression')
  return {
    expression: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 4, arbitrary: cell },
      { weight: 1, arbitrary: fc.oneof(text, number) },
      fc.record({
        kind: fc.constant('arithmetic' as const),
        operator: fc.constantFrom('+', '-', '*', '/'),
        left: part,
        right: part,
      }),
      fc.record({ kind: fc.constant('choice' as const), condition: part, value: part, otherwise: part }),
      fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'starts with', 'ends with', 'contains'),
        left: part,
        right: part,
      }),
      fc.record({ kind: fc.constant('is_empty' as const), value: part, empty: fc.boolean() }),
      fc.record({
        kind: fc.constant('one_of' as const),
        value: part,
        options: fc.constant(['a', '1', 'true']),
      }),
      fc.record({
        kind: fc.constant('logic' as const),
        operator: fc.constantFrom('and', 'or'),
        operands: fc.array(part, { minLength: 2, maxLength: 2 }),
      }),
      fc.record({ kind: fc.constant('not' as const), operand: part }),
      fc.record({
        kind: fc.constant('time' as const),
        value: cell,
        format: fc.constantFrom(...formats),
        timezone: fc.constantFrom('UTC', 'Europe/Prague', 'America/New_York'),
      }),
      fc.record({
        kind: fc.constant('split' as const),
        value: cell,
        separator: fc.constantFrom('|', ',', '-'),
      }),
      call('trim', [part]),
      call('lower', [part]),
      call('number', [part]),
      call('abs', [part]),
      call('coalesce', [part, part]),
      call('join', [part, text, part]),
      call('replace', [
        part,
        fc.constantFrom('a', '.', '-').map(value => ({ kind: 'text', value }) as const),
        text,
      ]),
      call('part', [
        part,
        fc.constant({ kind: 'text', value: '-' } as const),
        fc.constant({ kind: 'number', value: '2' } as const),
      ]),
    ),
  }
})

function call(
  name: Extract<ImportExpression, { kind: 'call' }>['function'],
  given: readonly fc.Arbitrary<ImportExpression>[],
): fc.Arbitrary<ImportExpression> {
  return fc.tuple(...given).map(all => ({ kind: 'call', function: name, arguments: all }))
}

/** Expressions over the columns `x1` and `x2` that can be read as their type. */
export const generatedExpressions: fc.Arbitrary<GeneratedExpression> = fc
  .tuple(fc.constantFrom(...types), expression)
  .filter(([type, one]) => 'reading' in readAs(one, type, { timezone: 'UTC', field: 'generated' }))
  .map(([type, one]) => ({ type, text: printImportExpression(one) }))
