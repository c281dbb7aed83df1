import fc from 'fast-check'
import type { AggregateFunction } from '../ast/checked.ts'
import type { Expression } from '../ast/expression.ts'
import type { Duration } from '../ast/window.ts'
import { AGGREGATES } from '../check/function-names.ts'
import { filtered } from './arbitrary-aggregate.ts'
import { callOf, compareOf, NOWHERE, nameOf, numberOf, propertyOf } from './syntax.ts'
import { testVocabulary } from './vocabulary.ts'

/** Targets of models: what happens in time to come, alone, compared with a number, or several joined. */
export function arbitraryTarget(): fc.Arbitrary<Expression> {
  const ahead = fc.record({
    amount: fc.integer({ min: 1, max: 400 }),
    unit: fc.constantFrom<Duration['unit']>('h', 'd', 'w'),
  })
  return ahead.chain(duration => {
    const condition = fc.oneof(holding(duration), tested(duration))
    const joint = fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(condition, { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, operands]) => ({ kind, operands, span: NOWHERE }))
    return fc.oneof(holding(duration), numbers(duration), condition, joint)
  })
}

const CONDITIONS = ['did', 'never'] as const
const NUMBERS = ['count', 'sum', 'avg', 'distinct'] as const

function holding(duration: Duration): fc.Arbitrary<Expression> {
  return fc.constantFrom(...CONDITIONS).chain(name => called(name, duration))
}

function numbers(duration: Duration): fc.Arbitrary<Expression> {
  return fc.constantFrom(...NUMBERS).chain(name => called(name, duration))
}

function tested(duration: Duration): fc.Arbitrary<Expression> {
  const operator = fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const)
  const limit = fc.integer({ min: 0, max: 500 }).map(String).map(numberOf)
  const compared = fc.tuple(numbers(duration), operator, limit).map(parts => compareOf(...parts))
  const between = fc
    .tuple(numbers(duration), limit, limit)
    .map(([value, low, high]) => ({ kind: 'between' as const, value, low, high, span: NOWHERE }))
  return fc.oneof(compared, between)
}

function called(name: AggregateFunction, duration: Duration): fc.Arbitrary<Expression> {
  const source = fc.constantFrom(...sourcesOf(name)).chain(({ event, node }) => filtered(event, node, 1))
  const window = { kind: 'next' as const, duration }
  return source.map(of => ({ kind: 'in_window', value: callOf(name, of), window, span: NOWHERE }))
}

function sourcesOf(name: AggregateFunction) {
  const { of, types } = AGGREGATES[name]
  return [...testVocabulary.events].flatMap(([event, { properties }]) => {
    if (of === 'event') return [{ event, node: nameOf(event) as Expression }]
    const suitable = [...properties].filter(([, { type }]) => types.includes(type))
    return suitable.map(([property]) => ({ event, node: propertyOf(event, property) as Expression }))
  })
}
