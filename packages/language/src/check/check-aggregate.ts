import type { Aggregate, AggregateFunction, Checked } from '../ast/checked.ts'
import type { ArgumentSyntax, CallSyntax, NameSyntax, PropertySyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import type { ValueType } from '../vocabulary/value.ts'
import type { AttributeName, EventName } from '../vocabulary/vocabulary.ts'
import { checkCondition } from './check-logic.ts'
import { findEvent, refuseProperty } from './check-name.ts'
import { checkWindow } from './check-window.ts'
import { AGGREGATES, type AggregateRule } from './function-names.ts'
import type { Scope } from './scope.ts'
import { typePhrase, typePhrases } from './type-phrase.ts'

/** What an aggregate looks at: the events of one kind, or one of their properties. */
interface Source {
  readonly event: string
  readonly declared: EventName
  readonly property?: { readonly name: string; readonly declared: AttributeName; readonly span: Span }
}

/** `sum(purchase.amount where …, 90d)`: a source, at most one condition on it, at most one window. */
export function checkAggregate(
  node: CallSyntax,
  name: AggregateFunction,
  scope: Scope,
): Aggregate | undefined {
  const rule = AGGREGATES[name]
  const [first, ...rest] = node.arguments
  const windows = name === 'streak' ? withoutDay(node, rest, scope) : rest
  if (windows === undefined) return undefined
  if (first === undefined || windows.length > 1) return refuseCount(node, name, rule, scope)
  const window = checkWindow(windows[0], scope)
  const source = checkSource(first, name, rule, scope)
  const where =
    first.kind === 'where' && source !== undefined ? checkWhere(first.condition, source, scope) : undefined
  const isWhole =
    source !== undefined && window !== undefined && (first.kind !== 'where' || where !== undefined)
  if (!isWhole || !fits(source, name, rule, first.span, scope)) return undefined
  return {
    kind: 'aggregate',
    function: name,
    event: source.event,
    ...(source.property && {
      property: { name: source.property.name, type: source.property.declared.type },
    }),
    ...(where && { where }),
    window,
    type: typeGiven(rule, source),
    unknown: rule.unknown,
    span: node.span,
  }
}

function typeGiven(rule: AggregateRule, source: Source): ValueType {
  if (rule.gives !== 'property') return rule.gives
  return source.property?.declared.type ?? 'instant'
}

export function refuseCount(node: CallSyntax, name: string, rule: AggregateRule, scope: Scope): undefined {
  const wanted = `${rule.of === 'property' ? 'a property of an event' : 'an event'} and at most one window`
  const found = { function: name, given: node.arguments.length, wanted, example: rule.example }
  scope.problems.push(problem('wrong_argument_count', node.span, found))
}

/** The arguments of `streak` after its unit, which has to be `day`. */
function withoutDay(
  node: CallSyntax,
  rest: readonly ArgumentSyntax[],
  scope: Scope,
): readonly ArgumentSyntax[] | undefined {
  const [unit, ...windows] = rest
  if (unit?.kind === 'name' && unit.name === 'day') return windows
  scope.problems.push(problem('streak_unit', unit?.span ?? node.span, {}))
  return undefined
}

/** The event of one step, with the condition on it. */
export function checkStepEvent(
  argument: ArgumentSyntax,
  name: AggregateFunction,
  scope: Scope,
): { readonly event: string; readonly where?: Checked } | undefined {
  const rule = AGGREGATES[name]
  const source = checkSource(argument, name, rule, scope)
  if (source === undefined || !fits(source, name, rule, argument.span, scope)) return undefined
  if (argument.kind !== 'where') return { event: source.event }
  const where = checkWhere(argument.condition, source, scope)
  return where && { event: source.event, where }
}

function checkSource(
  argument: ArgumentSyntax,
  name: string,
  rule: AggregateRule,
  scope: Scope,
): Source | undefined {
  const source = argument.kind === 'where' ? argument.source : argument
  if (source.kind === 'name') return sourceEvent(source, scope)
  if (source.kind === 'property') return sourceProperty(source, scope)
  if (source.kind === 'sequence') {
    scope.problems.push(problem('sequence_out_of_place', source.span, {}))
    return undefined
  }
  scope.problems.push(problem('event_expected', argument.span, { function: name, example: rule.example }))
  return undefined
}

function sourceEvent(node: NameSyntax, scope: Scope): Source | undefined {
  const declared = findEvent(node.name, node.span, scope)
  return declared && { event: node.name, declared }
}

function sourceProperty(node: PropertySyntax, scope: Scope): Source | undefined {
  const declared = findEvent(node.event, node.span, scope)
  if (declared === undefined) return undefined
  const property = declared.properties.get(node.property)
  if (property === undefined) {
    refuseProperty(node.property, node.event, declared.properties.keys(), node.span, scope)
    return undefined
  }
  return {
    event: node.event,
    declared,
    property: { name: node.property, declared: property, span: node.span },
  }
}

function checkWhere(condition: Parameters<typeof checkCondition>[0], source: Source, scope: Scope) {
  const event = { name: source.event, declared: source.declared }
  return checkCondition(condition, { ...scope, event })
}

/** Whether the function is of what it is given. */
function fits(source: Source, name: string, rule: AggregateRule, span: Span, scope: Scope): boolean {
  const { property, event } = source
  if (property === undefined) {
    if (rule.of !== 'property') return true
    const suitable = [...source.declared.properties].filter(([, declared]) =>
      rule.types.includes(declared.type),
    )
    const properties = suitable.map(([key]) => `\`${event}.${key}\``).join(', ')
    scope.problems.push(problem('property_expected', span, { function: name, event, properties }))
    return false
  }
  const given = `${event}.${property.name}`
  if (rule.of === 'event') {
    scope.problems.push(problem('property_not_expected', property.span, { function: name, given, event }))
    return false
  }
  const { type } = property.declared
  if (rule.types.includes(type)) return true
  const found = { function: name, given, type: typePhrase(type), wanted: typePhrases(rule.types) }
  scope.problems.push(problem('property_type', property.span, found))
  return false
}

/** `days_since(purchase …)` is of the last of these events. */
export function checkDaysSinceEvent(node: CallSyntax, scope: Scope): Checked | undefined {
  const last = checkAggregate({ ...node, function: 'last' }, 'last', scope)
  if (last === undefined) return undefined
  return {
    kind: 'call',
    function: 'days_since',
    arguments: [last],
    type: 'number',
    unknown: true,
    span: node.span,
  }
}
