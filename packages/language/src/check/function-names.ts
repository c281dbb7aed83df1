import type { AggregateFunction, CallFunction } from '../ast/checked.ts'
import type { DeclaredType } from '../vocabulary/vocabulary.ts'

/** What an aggregate takes, and what it gives. */
export interface AggregateRule {
  /** Whether it is of events, of one of their properties, or of either. */
  readonly of: 'event' | 'property' | 'either'
  /** Which properties. */
  readonly types: readonly DeclaredType[]
  readonly gives: 'number' | 'boolean' | 'property'
  /** Whether it is unknown when there is nothing to go by. */
  readonly unknown: boolean
  readonly example: string
}

const ORDERED: readonly DeclaredType[] = ['number', 'money', 'date', 'instant']
const SINGLE: readonly DeclaredType[] = ['text', 'number', 'money', 'boolean', 'date', 'instant']
const ANY: readonly DeclaredType[] = [...SINGLE, 'place', 'tags']

export const AGGREGATES: Readonly<Record<AggregateFunction, AggregateRule>> = {
  count: { of: 'event', types: [], gives: 'number', unknown: false, example: 'count(visit, 7d)' },
  did: { of: 'event', types: [], gives: 'boolean', unknown: false, example: 'did(purchase, 30d)' },
  never: { of: 'event', types: [], gives: 'boolean', unknown: false, example: 'never(purchase)' },
  sum: {
    of: 'property',
    types: ['number', 'money'],
    gives: 'property',
    unknown: false,
    example: 'sum(purchase.amount, 90d)',
  },
  avg: {
    of: 'property',
    types: ['number', 'money'],
    gives: 'number',
    unknown: true,
    example: 'avg(purchase.amount, 90d)',
  },
  min: {
    of: 'property',
    types: ORDERED,
    gives: 'property',
    unknown: true,
    example: 'min(purchase.amount, 90d)',
  },
  max: {
    of: 'property',
    types: ORDERED,
    gives: 'property',
    unknown: true,
    example: 'max(purchase.amount, 90d)',
  },
  distinct: {
    of: 'property',
    types: SINGLE,
    gives: 'number',
    unknown: true,
    example: 'distinct(purchase.category, 365d)',
  },
  first: { of: 'either', types: ANY, gives: 'property', unknown: true, example: 'first(purchase.category)' },
  last: { of: 'either', types: ANY, gives: 'property', unknown: true, example: 'last(purchase.category)' },
  most_frequent: {
    of: 'property',
    types: SINGLE,
    gives: 'property',
    unknown: true,
    example: 'most_frequent(purchase.category, 365d)',
  },
  average_gap: { of: 'event', types: [], gives: 'number', unknown: true, example: 'average_gap(purchase)' },
  days: { of: 'event', types: [], gives: 'number', unknown: false, example: 'days(purchase, 365d)' },
  first_day_sum: {
    of: 'property',
    types: ['number', 'money'],
    gives: 'property',
    unknown: false,
    example: 'first_day_sum(purchase.amount)',
  },
  streak: { of: 'event', types: [], gives: 'number', unknown: false, example: 'streak(visit, day)' },
}

export const CALL_EXAMPLES: Readonly<Record<CallFunction, string>> = {
  abs: 'abs(balance)',
  round: 'round(score(churn), 2)',
  min: 'min(a, b)',
  max: 'max(a, b)',
  coalesce: 'coalesce(city, "none")',
  lower: 'lower(city)',
  length: 'length(city)',
  age: 'age(birth_date)',
  days_since: 'days_since(purchase)',
}

const OTHERS = ['if', 'score', 'anniversary', 'rank', 'decile', 'quintile', 'quartile']

export function isAggregate(name: string): name is AggregateFunction {
  return Object.hasOwn(AGGREGATES, name)
}

export function isCall(name: string): name is CallFunction {
  return Object.hasOwn(CALL_EXAMPLES, name)
}

export function isFunction(name: string): boolean {
  return FUNCTION_NAMES.includes(name)
}

/** Every word that is a function when brackets follow it. */
export const FUNCTION_NAMES: readonly string[] = [
  ...new Set([...Object.keys(AGGREGATES), ...Object.keys(CALL_EXAMPLES), ...OTHERS]),
]
