import fc from 'fast-check'
import { classesOf } from '../ast/checked-parts.ts'
import type { Expression } from '../ast/expression.ts'
import { print } from '../print/print.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { arbitraryAggregate } from './arbitrary-aggregate.ts'
import { arbitraryTest } from './arbitrary-test.ts'
import { arbitraryDay, arbitraryDuration, arbitraryWholeDays } from './arbitrary-window.ts'
import { AMOUNTS, HOSTILE_TEXTS, INSTANTS, NUMBERS } from './hostile-values.ts'
import { arithmeticOf, callOf, NOWHERE, nameOf, numberOf, textOf } from './syntax.ts'
import { testVocabulary } from './vocabulary.ts'

/** Where an expression stands: about a customer, or, after `where`, about one event of a kind. */
export type Standing = 'customer' | { readonly event: string }

type Made = fc.Arbitrary<Expression>

const TYPES: readonly ValueType[] = [
  'boolean',
  'number',
  'money',
  'text',
  'date',
  'instant',
  'duration',
  'place',
  'tags',
]

/**
 * Expressions over `testVocabulary`, every construct of the language among them, with hostile literals. Each is as
 * `parse` would make it (places aside), checks without an error, and is of the type asked for.
 *
 * @param type - Any type when absent.
 * @param depth - How many levels of operators stand over the innermost operands at most.
 *
 * @example
 * fc.assert(fc.property(arbitraryExpression('boolean'), expression => …))
 */
export function arbitraryExpression(type?: ValueType, depth = 3): fc.Arbitrary<Expression> {
  return type === undefined
    ? fc.oneof(...TYPES.map(each => expressionOf(each, depth, 'customer')))
    : expressionOf(type, depth, 'customer')
}

/** The text of a condition over `testVocabulary`, in canonical form. */
export function arbitraryConditionText(depth = 3): fc.Arbitrary<string> {
  return arbitraryExpression('boolean', depth).map(print)
}

const made = new Map<string, Made>()

/** Arbitraries are built once for each type, depth and standing: there are far fewer of these than ways to them. */
export function expressionOf(type: ValueType, depth: number, standing: Standing): Made {
  const key = `${type} ${depth} ${standing === 'customer' ? '' : standing.event}`
  const known = made.get(key)
  if (known !== undefined) return known
  const built = build(type, depth, standing)
  made.set(key, built)
  return built
}

function build(type: ValueType, depth: number, standing: Standing): Made {
  const operands = [...operandsOf(type, standing)]
  if (standing === 'customer') operands.push(...arbitraryAggregate(type, depth))
  if (depth === 0) return fc.oneof(...operands)
  const inner: Inner = {
    of: wanted => expressionOf(wanted, depth - 1, standing),
    has: wanted => canBeMade(wanted, standing),
    isCustomer: standing === 'customer',
  }
  const compound =
    type === 'boolean' ? [arbitraryTest(inner), ...choices(type, inner)] : compounds(type, inner)
  return fc.oneof(...operands, ...compound.map(arbitrary => ({ weight: 2, arbitrary })))
}

/** Values of some types cannot be written out: there has to be a name for one, or a function over events. */
function canBeMade(type: ValueType, standing: Standing): boolean {
  return standing === 'customer' || literalsOf(type).length > 0 || namesOf(type, standing).length > 0
}

/** What stands on its own: literals and names. */
function operandsOf(type: ValueType, standing: Standing): readonly Made[] {
  const names = namesOf(type, standing)
  const named = names.length === 0 ? [] : [{ weight: 3, arbitrary: fc.constantFrom(...names) }]
  return [...literalsOf(type), ...named.map(({ arbitrary }) => arbitrary)]
}

function literalsOf(type: ValueType): readonly Made[] {
  switch (type) {
    case 'boolean':
      return [fc.boolean().map(value => ({ kind: 'boolean', value, span: NOWHERE }))]
    case 'number':
      return [fc.constantFrom(...NUMBERS).map(numberOf)]
    case 'text':
      return [fc.constantFrom(...HOSTILE_TEXTS).map(textOf)]
    case 'date':
      return [arbitraryDay.map(day => ({ kind: 'date', day, span: NOWHERE }))]
    case 'instant':
      return [fc.constantFrom(...INSTANTS).map(text => ({ kind: 'instant', text, span: NOWHERE }))]
    case 'duration':
      return [arbitraryDuration.map(duration => ({ kind: 'duration', duration, span: NOWHERE }))]
    default:
      return []
  }
}

function namesOf(type: ValueType, standing: Standing): readonly Expression[] {
  const { attributes, events, features, segments, segmentations, scores } = testVocabulary
  if (standing !== 'customer') {
    const properties = [...(events.get(standing.event)?.properties ?? [])]
    return properties.filter(([, declared]) => declared.type === type).map(([name]) => nameOf(name))
  }
  const names = [
    ...[...attributes].filter(([, declared]) => declared.type === type).map(([name]) => name),
    ...[...features].filter(([, declared]) => declared.is.type === type).map(([name]) => name),
    ...(type === 'text' ? segmentations.keys() : []),
  ].map(nameOf)
  if (type === 'number') return [...names, ...[...scores.keys()].map(model => callOf('score', nameOf(model)))]
  if (type !== 'boolean') return names
  return [
    ...names,
    ...[...segments.keys()].map(segment => ({ kind: 'segment' as const, segment, span: NOWHERE })),
  ]
}

/** The parts of a compound: one level less deep, and standing where it stands. */
export interface Inner {
  of(type: ValueType): Made
  /** Whether there are values of a type at all. */
  has(type: ValueType): boolean
  /** Whether it is about a customer, and not about one event. */
  readonly isCustomer: boolean
}

/** Values made of other values. */
function compounds(type: ValueType, inner: Inner): readonly Made[] {
  switch (type) {
    case 'number':
      return [...numbers(inner), ...choices('number', inner)]
    case 'money':
      return [...amounts(inner), ...choices('money', inner)]
    case 'text':
      return [inner.of('text').map(of => callOf('lower', of)), ...choices('text', inner)]
    case 'date':
      return [
        shifted('date', arbitraryWholeDays, inner),
        ...extremes('date', inner),
        ...choices('date', inner),
      ]
    case 'instant':
      return [
        shifted('instant', arbitraryDuration, inner),
        ...extremes('instant', inner),
        ...choices('instant', inner),
      ]
    case 'duration':
      return [fc.tuple(inner.of('instant'), inner.of('instant')).map(([a, b]) => arithmeticOf(a, '-', b))]
    default:
      return []
  }
}

function numbers(inner: Inner): readonly Made[] {
  const number = inner.of('number')
  return [
    fc
      .tuple(number, fc.constantFrom('+' as const, '-', '*', '/'), number)
      .map(([a, op, b]) => arithmeticOf(a, op, b)),
    ...(inner.has('money') ? ratios(inner) : []),
    fc.tuple(inner.of('date'), inner.of('date')).map(([a, b]) => arithmeticOf(a, '-', b)),
    fc.tuple(inner.of('instant'), inner.of('date')).map(([a, b]) => arithmeticOf(a, '-', b)),
    number.map(of => ({ kind: 'negative', operand: notLiteral(of), span: NOWHERE })),
    number.map(of => callOf('abs', of)),
    fc.tuple(number, fc.nat(6)).map(([of, places]) => callOf('round', of, numberOf(String(places)))),
    number.map(of => callOf('round', of)),
    ...extremes('number', inner),
    inner.of('text').map(of => callOf('length', of)),
    fc.oneof(inner.of('date'), inner.of('instant')).map(of => callOf('age', of)),
    fc
      .oneof(inner.of('date'), inner.of('instant'))
      .filter(isValue)
      .map(of => callOf('days_since', of)),
  ]
}

/** Numbers made of money. */
function ratios(inner: Inner): readonly Made[] {
  const money = inner.of('money')
  return [
    fc
      .tuple(money, fc.constantFrom('*' as const, '/'), inner.of('number'))
      .map(([a, op, b]) => arithmeticOf(a, op, b)),
    fc.tuple(money, money).map(([a, b]) => arithmeticOf(a, '/', b)),
  ]
}

/** `days_since(purchase)` is of an event, and a bare name may be one. */
function isValue(node: Expression): boolean {
  return node.kind !== 'name' || !testVocabulary.events.has(node.name)
}

function amounts(inner: Inner): readonly Made[] {
  const money = inner.of('money')
  const amount = fc.oneof(money, fc.constantFrom(...AMOUNTS).map(numberOf))
  return [
    fc.tuple(money, fc.constantFrom('+' as const, '-'), amount).map(([a, op, b]) => arithmeticOf(a, op, b)),
    money.map(operand => ({ kind: 'negative', operand, span: NOWHERE })),
    money.map(of => callOf('abs', of)),
    fc.tuple(money, fc.nat(6)).map(([of, places]) => callOf('round', of, numberOf(String(places)))),
    ...extremes('money', inner),
  ]
}

function shifted(of: 'date' | 'instant', by: typeof arbitraryDuration, inner: Inner): Made {
  return fc
    .tuple(inner.of(of), fc.constantFrom('+' as const, '-'), by)
    .map(([time, op, duration]) => arithmeticOf(time, op, { kind: 'duration', duration, span: NOWHERE }))
}

function extremes(type: ValueType, inner: Inner): readonly Made[] {
  return [
    fc
      .tuple(fc.constantFrom('min', 'max'), fc.array(inner.of(type), { minLength: 2, maxLength: 3 }))
      .filter(([, of]) => of[0]?.kind !== 'name' || isValue(of[0]))
      .map(([name, of]) => callOf(name, ...of)),
  ]
}

function choices(type: ValueType, inner: Inner): readonly Made[] {
  return [
    fc.tuple(inner.of('boolean'), inner.of(type), inner.of(type)).map(([c, a, b]) => callOf('if', c, a, b)),
    fc.array(inner.of(type), { minLength: 2, maxLength: 3 }).map(of => callOf('coalesce', ...of)),
  ]
}

/** A number written out is not negated, and has few decimal places beside money: it goes into a call. */
export function notLiteral(node: Expression): Expression {
  return node.kind === 'number' ? callOf('abs', node) : node
}

/** A text compared with a segmentation has to be one of its classes: others are replaced by one that is. */
export function withClasses(left: Expression, right: Expression): readonly [Expression, Expression] {
  return [asClass(left, right), asClass(right, left)]
}

export function asClass(node: Expression, beside: Expression): Expression {
  const of = beside.kind === 'name' ? testVocabulary.segmentations.get(beside.name)?.of : undefined
  if (of === undefined || node.kind !== 'text') return node
  const classes = classesOf(of)
  return textOf(classes[node.value.length % classes.length] ?? '')
}
