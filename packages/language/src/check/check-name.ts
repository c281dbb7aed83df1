import type { Checked, PropertyRead } from '../ast/checked.ts'
import type { NameSyntax, PropertySyntax, SegmentSyntax } from '../ast/expression.ts'
import { type ProblemCode, problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import { nearestName } from '../vocabulary/nearest-name.ts'
import { isFunction } from './function-names.ts'
import type { Scope } from './scope.ts'

/** A bare name: the customer's attribute, a feature or a segmentation; after `where` a property of the event. */
export function checkName(node: NameSyntax, scope: Scope): Checked | undefined {
  if (scope.event !== undefined) return checkBareProperty(node, scope, scope.event)
  const found = customerNames(node, scope)
  const [only] = found
  if (found.length === 1 && only !== undefined) return only.read
  if (found.length === 0) refuseName(node, scope)
  else {
    const kinds = found.map(({ kind }) => kind).join(' and ')
    scope.problems.push(problem('ambiguous_name', node.span, { given: node.name, kinds }))
  }
  return undefined
}

function customerNames({ name, span }: NameSyntax, { vocabulary }: Scope): { kind: string; read: Checked }[] {
  const found: { kind: string; read: Checked }[] = []
  const attribute = vocabulary.attributes.get(name)
  if (attribute !== undefined) {
    found.push({
      kind: 'an attribute',
      read: { kind: 'attribute', name, type: attribute.type, unknown: true, span },
    })
  }
  const is = vocabulary.features.get(name)?.is
  if (is !== undefined) {
    found.push({
      kind: 'a feature',
      read: { kind: 'feature', name, is, type: is.type, unknown: is.unknown, span },
    })
  }
  const of = vocabulary.segmentations.get(name)?.of
  if (of !== undefined) {
    const read: Checked = { kind: 'class', segmentation: name, of, type: 'text', unknown: false, span }
    found.push({ kind: 'a segmentation', read })
  }
  return found
}

/** A name that is declared as something else is told what to write; one that is not, the nearest that is. */
function refuseName(node: NameSyntax, { vocabulary, problems }: Scope): void {
  const given = node.name
  if (vocabulary.segments.has(given)) problems.push(problem('segment_without_in', node.span, { given }))
  else if (vocabulary.events.has(given)) problems.push(problem('event_as_value', node.span, { given }))
  else if (isFunction(given)) problems.push(problem('function_without_brackets', node.span, { given }))
  else {
    const { attributes, features, segmentations } = vocabulary
    const nearest = nearestName(given, [...attributes.keys(), ...features.keys(), ...segmentations.keys()])
    problems.push(problem('unknown_name', node.span, { given, nearest }))
  }
}

function checkBareProperty(
  node: NameSyntax,
  scope: Scope,
  event: NonNullable<Scope['event']>,
): PropertyRead | undefined {
  const declared = event.declared.properties.get(node.name)
  if (declared !== undefined) {
    return {
      kind: 'property',
      event: event.name,
      name: node.name,
      type: declared.type,
      unknown: true,
      span: node.span,
    }
  }
  const what = kindOf(node.name, scope)
  if (what !== undefined) refuseInWhere(node.name, what, node.span, scope)
  else refuseProperty(node.name, event.name, event.declared.properties.keys(), node.span, scope)
  return undefined
}

function kindOf(name: string, { vocabulary }: Scope): string | undefined {
  if (vocabulary.attributes.has(name)) return 'an attribute of the customer'
  if (vocabulary.features.has(name)) return 'a feature of the customer'
  if (vocabulary.segmentations.has(name)) return 'a segmentation of the customers'
  return vocabulary.segments.has(name) ? 'a segment of the customers' : undefined
}

/** Something about the customer stands in a condition on one event. */
export function refuseInWhere(given: string, what: string, span: Span, scope: Scope): void {
  if (scope.event === undefined) return
  const event = scope.event.name
  const properties = [...scope.event.declared.properties.keys()].join(', ')
  scope.problems.push(problem('where_of_other', span, { given, what, event, properties }))
}

export function refuseProperty(
  given: string,
  event: string,
  names: Iterable<string>,
  span: Span,
  scope: Scope,
): void {
  const nearest = nearestName(given, names)
  scope.problems.push(problem('unknown_property', span, { given, event, nearest }))
}

/** `purchase.amount` where a value is wanted: always out of place, and told how to come by one. */
export function refusePropertyAsValue(node: PropertySyntax, scope: Scope): undefined {
  const given = `${node.event}.${node.property}`
  const found = { given, event: node.event }
  if (scope.event?.name === node.event) {
    scope.problems.push(problem('where_with_event_name', node.span, { given, write: node.property }))
  } else if (scope.event !== undefined) {
    refuseInWhere(given, `a property of '${node.event}'`, node.span, scope)
  } else if (findEvent(node.event, node.span, scope) !== undefined) {
    scope.problems.push(problem('property_as_value', node.span, found))
  }
  return undefined
}

export function findEvent(name: string, span: Span, scope: Scope) {
  return find(scope.vocabulary.events, 'unknown_event', name, span, scope)
}

export function checkSegment(node: SegmentSyntax, scope: Scope): Checked | undefined {
  if (scope.event !== undefined) {
    refuseInWhere(`in(${node.segment})`, 'a segment of the customers', node.span, scope)
    return undefined
  }
  const name = node.segment
  if (!scope.vocabulary.segments.has(name) && scope.vocabulary.segmentations.has(name)) {
    scope.problems.push(problem('segmentation_with_in', node.span, { given: name }))
    return undefined
  }
  const declared = find(scope.vocabulary.segments, 'unknown_segment', name, node.span, scope)
  if (declared === undefined) return undefined
  return { kind: 'segment', name, when: declared.when, type: 'boolean', unknown: false, span: node.span }
}

type UnknownCode = Extract<
  ProblemCode,
  'unknown_event' | 'unknown_segment' | 'unknown_list' | 'unknown_place'
>

/** Looks a name up; when it is not declared, says so with the nearest that is. */
export function find<T>(
  declared: ReadonlyMap<string, T>,
  code: UnknownCode,
  given: string,
  span: Span,
  scope: Scope,
): T | undefined {
  const found = declared.get(given)
  if (found === undefined) {
    scope.problems.push(problem(code, span, { given, nearest: nearestName(given, declared.keys()) }))
  }
  return found
}
