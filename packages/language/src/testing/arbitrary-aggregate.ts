import fc from 'fast-check'
import type { AggregateFunction } from '../ast/checked.ts'
import type { ArgumentSyntax, Expression, WhereSyntax } from '../ast/expression.ts'
import { AGGREGATES } from '../check/function-names.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { expressionOf } from './arbitrary-expression.ts'
import { arbitrarySequence } from './arbitrary-sequence.ts'
import { arbitraryWindow } from './arbitrary-window.ts'
import { callOf, NOWHERE, nameOf, propertyOf } from './syntax.ts'
import { testVocabulary } from './vocabulary.ts'

type Made = fc.Arbitrary<Expression>

interface Source {
  readonly event: string
  readonly node: Expression
}

/** The aggregates that give a type: of every event and property they can be of, filtered or not, in any window. */
export function arbitraryAggregate(type: ValueType, depth: number): readonly Made[] {
  const functions = Object.keys(AGGREGATES).filter(isAggregate)
  const made = functions.flatMap(name => {
    const sources = sourcesOf(name, type)
    return sources.length === 0 ? [] : [called(name, fc.constantFrom(...sources), depth)]
  })
  if (type === 'boolean') return [...made, ...arbitrarySequence(depth)]
  return type === 'number' ? [...made, called('days_since', fc.constantFrom(...events()), depth)] : made
}

function isAggregate(name: string): name is AggregateFunction {
  return Object.hasOwn(AGGREGATES, name)
}

function events(): readonly Source[] {
  return [...testVocabulary.events.keys()].map(event => ({ event, node: nameOf(event) }))
}

/** What a function can be of so that it gives the type. */
function sourcesOf(name: AggregateFunction, type: ValueType): readonly Source[] {
  const rule = AGGREGATES[name]
  const whole = rule.of !== 'property' && type === (rule.gives === 'property' ? 'instant' : rule.gives)
  const properties = [...testVocabulary.events].flatMap(([event, { properties }]) =>
    [...properties]
      .filter(([, declared]) => rule.types.includes(declared.type))
      .filter(([, declared]) => type === (rule.gives === 'property' ? declared.type : rule.gives))
      .map(([property]) => ({ event, node: propertyOf(event, property) })),
  )
  return [...(whole ? events() : []), ...(rule.of === 'event' ? [] : properties)]
}

function called(name: string, source: fc.Arbitrary<Source>, depth: number): Made {
  const unit: readonly ArgumentSyntax[] = name === 'streak' ? [nameOf('day')] : []
  return fc
    .tuple(
      source.chain(({ event, node }) => filtered(event, node, depth)),
      arbitraryWindow,
    )
    .map(([of, window]) => callOf(name, of, ...unit, ...window))
}

/** An event or a property, or one with a condition on the event. */
export function filtered(
  event: string,
  source: Expression,
  depth: number,
): fc.Arbitrary<Expression | WhereSyntax> {
  const plain = fc.constant<Expression | WhereSyntax>(source)
  if (depth === 0) return plain
  const condition = expressionOf('boolean', Math.min(depth - 1, 2), { event })
  const where = condition.map(made => ({ kind: 'where' as const, source, condition: made, span: NOWHERE }))
  return fc.oneof(plain, where)
}
