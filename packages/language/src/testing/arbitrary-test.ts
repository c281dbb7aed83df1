import fc from 'fast-check'
import type { Expression } from '../ast/expression.ts'
import type { Comparison, TagOperator, TextOperator } from '../ast/operators.ts'
import { parse } from '../parse/parse.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { asClass, type Inner, notLiteral, withClasses } from './arbitrary-expression.ts'
import { arbitraryDay, arbitraryTriggerWindow } from './arbitrary-window.ts'
import { AMOUNTS, HOSTILE_TEXTS, NUMBERS, PATTERNS } from './hostile-values.ts'
import { populationConditions } from './population-conditions.ts'
import { callOf, compareOf, NOWHERE, numberOf, textOf } from './syntax.ts'
import { testVocabulary } from './vocabulary.ts'

type Made = fc.Arbitrary<Expression>

const span = NOWHERE
const amount = fc.constantFrom(...AMOUNTS).map(numberOf)
const hostileText = fc.constantFrom(...HOSTILE_TEXTS).map(textOf)

/** Conditions: every comparison and test, and what joins them. */
export function arbitraryTest(inner: Inner): Made {
  return fc.oneof(
    { weight: 6, arbitrary: comparison(inner) },
    { weight: 2, arbitrary: between(inner) },
    { weight: 3, arbitrary: oneOf(inner) },
    { weight: 3, arbitrary: textTest(inner) },
    ...(inner.has('tags') ? [{ weight: 2, arbitrary: tagTest(inner) }] : []),
    { weight: 2, arbitrary: knownTest(inner) },
    ...(inner.has('place') ? [{ weight: 2, arbitrary: placeTest(inner) }] : []),
    { weight: 3, arbitrary: inWindow(inner) },
    { weight: 6, arbitrary: logic(inner) },
    ...(inner.isCustomer ? [{ weight: 2, arbitrary: ranked }] : []),
  )
}

function comparison(inner: Inner): Made {
  const ordered = fc.constantFrom<Comparison>('=', '!=', '<', '<=', '>', '>=')
  const equality = fc.constantFrom<Comparison>('=', '!=')
  const compared = (operator: typeof ordered, left: Made, right: Made): Made =>
    fc.tuple(left, operator, right).map(([a, op, b]): Expression => {
      const [left, right] = withClasses(a, b)
      return compareOf(left, op, right)
    })
  const time = fc.oneof(inner.of('date'), inner.of('instant'))
  return fc.oneof(
    { weight: 3, arbitrary: compared(ordered, inner.of('number'), inner.of('number')) },
    { weight: 3, arbitrary: compared(equality, inner.of('text'), inner.of('text')) },
    { weight: 2, arbitrary: compared(ordered, time, time) },
    compared(ordered, inner.of('duration'), inner.of('duration')),
    compared(equality, inner.of('boolean'), inner.of('boolean')),
    ...(inner.has('place') ? [compared(equality, inner.of('place'), inner.of('place'))] : []),
    ...(inner.has('tags') ? [compared(equality, inner.of('tags'), inner.of('tags'))] : []),
    ...(inner.has('money')
      ? [
          compared(ordered, inner.of('money'), fc.oneof(amount, inner.of('money'))),
          compared(ordered, inner.of('number').map(notLiteral), inner.of('money')),
        ]
      : []),
  )
}

function between(inner: Inner): Made {
  const of = (value: Made, ends: Made): Made =>
    fc
      .tuple(value, ends, ends)
      .map(([value, low, high]): Expression => ({ kind: 'between', value, low, high, span }))
  return fc.oneof(
    of(inner.of('number'), inner.of('number')),
    ...(inner.has('money') ? [of(inner.of('money'), fc.oneof(amount, inner.of('money')))] : []),
    of(inner.of('date'), inner.of('date')),
    of(inner.of('instant'), inner.of('instant')),
    of(inner.of('instant'), inner.of('date')),
  )
}

function oneOf(inner: Inner): Made {
  const of = (value: Made, option: Made): Made =>
    fc.tuple(value, fc.array(option, { minLength: 1, maxLength: 4 })).map(([value, given]): Expression => {
      const options = given.map(each => asClass(each, value))
      return { kind: 'one_of', value, options, span }
    })
  const date: Made = arbitraryDay.map((day): Expression => ({ kind: 'date', day, span }))
  const list = fc.constantFrom(...testVocabulary.lists.keys())
  return fc.oneof(
    of(inner.of('text'), hostileText),
    of(inner.of('number'), fc.constantFrom(...NUMBERS).map(numberOf)),
    ...(inner.has('money') ? [of(inner.of('money'), amount)] : []),
    of(inner.of('date'), date),
    of(inner.of('instant'), date),
    fc
      .tuple(inner.of('text'), list)
      .map(([value, name]): Expression => ({ kind: 'in_list', value, list: name, span })),
  )
}

function textTest(inner: Inner): Made {
  const plain = fc.constantFrom<TextOperator>('contains', 'starts with', 'ends with', '~=')
  return fc.oneof(
    fc
      .tuple(inner.of('text'), plain, hostileText)
      .map(
        ([value, operator, pattern]): Expression => ({ kind: 'text_test', operator, value, pattern, span }),
      ),
    fc
      .tuple(inner.of('text'), fc.constantFrom(...PATTERNS).map(textOf))
      .map(
        ([value, pattern]): Expression => ({ kind: 'text_test', operator: 'matches', value, pattern, span }),
      ),
  )
}

function tagTest(inner: Inner): Made {
  return fc
    .tuple(
      inner.of('tags'),
      fc.constantFrom<TagOperator>('any of', 'all of', 'none of'),
      fc.array(hostileText, { minLength: 1, maxLength: 3 }),
    )
    .map(([value, operator, options]): Expression => ({ kind: 'tag_test', operator, value, options, span }))
}

function knownTest(inner: Inner): Made {
  const types: readonly ValueType[] = [
    'boolean',
    'number',
    'money',
    'text',
    'date',
    'instant',
    'place',
    'tags',
  ]
  return fc
    .tuple(fc.oneof(...types.filter(inner.has).map(inner.of)), fc.boolean())
    .map(([value, known]): Expression => ({ kind: 'known_test', value, known, span }))
}

function placeTest(inner: Inner): Made {
  const degrees = fc.constantFrom(
    ['50.08', '14.43'],
    ['0', '0'],
    ['-33.87', '151.21'],
    ['90', '0'],
    ['0.1', '-180'],
  )
  const kilometres = fc.constantFrom('0.001', '1', '25', '111.2', '5000', '20000')
  return fc.oneof(
    fc
      .tuple(inner.of('place'), kilometres, degrees)
      .map(([value, distance, [latitude = '0', longitude = '0']]): Expression => {
        return { kind: 'near', value, kilometres: distance, latitude, longitude, span }
      }),
    fc
      .tuple(inner.of('place'), fc.constantFrom(...testVocabulary.places.keys()))
      .map(([value, place]): Expression => ({ kind: 'inside', value, place, span })),
  )
}

function inWindow(inner: Inner): Made {
  const of = (value: Made, type: 'date' | 'instant'): Made =>
    fc.tuple(value, arbitraryTriggerWindow(type)).map(
      ([value, window]): Expression => ({
        kind: 'in_window',
        value,
        window,
        span,
      }),
    )
  const returning = fc.oneof(inner.of('date'), inner.of('instant')).map(date => callOf('anniversary', date))
  return fc.oneof(of(inner.of('date'), 'date'), of(inner.of('instant'), 'instant'), of(returning, 'date'))
}

/** Those for which there are cut-offs. */
const ranked: Made = fc.constantFrom(...populationConditions).map(text => {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.expression
})

function logic(inner: Inner): Made {
  const condition = inner.of('boolean')
  return fc.oneof(
    condition.map((operand): Expression => ({ kind: 'not', operand, span })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(condition, { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, operands]): Expression => ({ kind, operands, span })),
  )
}
